/**
 * What comparing two briefings gives: plain JSON, so that every format (terminal, Markdown, HTML, JSON) says the same.
 * Everything absent on a side is `undefined` there: `added` has no `before`, `removed` no `after`.
 */
import type { StoredReport } from "../report/stored-report.js";
import type { FigureDifference } from "./contract/figure.js";
import type { PixelDifference } from "./contract/image.js";
import type { InputChange, Why } from "./contract/inputs.js";
import type { TableDifference } from "./contract/table.js";
import type { LineRun, TextChange, TextRun } from "./contract/text.js";
import type { NumberDelta, ValueFacts } from "./contract/value.js";

/** One side of a comparison: the report and what could be read of the files that it names and that differ. */
export interface Briefing {
  /** As the person named it: `HEAD~1`, `output`, `a.ipynb`. */
  readonly name: string;
  readonly report: StoredReport;
  /** What could not be read of it as it was meant, a sentence each. */
  readonly notes?: readonly string[];
  /** Text of files beside report.json by their path in `report.files`; bytes of pictures as base64. */
  readonly files: ReadonlyMap<string, string>;
  /** Text of the project's data files by their path in `report.inputs`, where it is the text the report was built from. */
  readonly inputs: ReadonlyMap<string, string>;
}

export type ChangeKind =
  | "claim"
  | "value"
  | "table"
  | "figure"
  | "prose"
  | "first-page"
  | "citation"
  | "section"
  | "front-matter"
  | "source"
  | "indicator"
  | "code"
  | "image"
  | "output";

export interface Tolerance {
  /** Greatest relative change that counts as none: 0.005 for `0.5%`. */
  readonly relative?: number;
  /** Greatest absolute change that counts as none, in the units of the raw number. */
  readonly absolute?: number;
}

export interface CompareOptions {
  readonly tolerance?: Tolerance;
  /** By id of a value, figure or table; stands in place of the global one. */
  readonly tolerances?: Readonly<Record<string, Tolerance>>;
  /** Kinds that are reported; all where it is left out. */
  readonly only?: readonly ChangeKind[];
}

/** Where something stands: section id, notebook, cell; `index` from 0 among the blocks of its section. */
export interface Location {
  readonly section: string;
  readonly sectionTitle: string;
  readonly notebook: string;
  readonly cell: string;
  readonly index: number;
}

interface ChangeBase {
  /** Unique in the comparison, the same in every run: `figure:joint-papers`. Fit for an anchor after escaping. */
  readonly key: string;
  readonly status: "added" | "removed" | "changed";
  /** Id on the page, the later one where both exist. */
  readonly id: string;
  /** What a reader calls it: a figure's title, a claim's statement, the sentence a value stands in. */
  readonly title: string;
  readonly before?: Location;
  readonly after?: Location;
  /** Old and new id, where it was recognised under another one. */
  readonly renamed?: Renamed;
  /** It stands elsewhere: in another section, or its neighbours did not move with it; of a finding on the first page: in another order. */
  readonly moved?: true;
  /** Key of the added or removed change (chapter, figure, text) that it came or went with. */
  readonly partOf?: string;
  readonly why: Why;
}
interface Renamed {
  readonly from: string;
  readonly to: string;
}

export interface ValueChange extends ChangeBase {
  readonly kind: "value";
  readonly was?: ValueFacts;
  readonly is?: ValueFacts;
  /** What differs besides its id; empty if only that does. */
  readonly aspects: readonly (
    "number" | "words" | "text" | "format" | "unit" | "precision" | "source" | "expression"
  )[];
  /**
   * It came or went in a text that reads the same: a number that was typed is computed, or a sentence that was computed
   * as a whole is put together from its numbers. Or it stands in no text at all.
   */
  readonly sameText?: true;
  /** Where both sides are numbers (or bounds) of one format. */
  readonly delta?: NumberDelta;
}

type Verdict = Extract<StoredReport["sections"][number]["blocks"][number], { kind: "claim" }>["verdict"];
type PartStatus = Extract<
  StoredReport["sections"][number]["blocks"][number],
  { kind: "claim" }
>["parts"][number]["status"];
export interface ClaimChange extends ChangeBase {
  readonly kind: "claim";
  /** Both sides of a verdict that flipped; one side where the claim was added or removed. */
  readonly verdict?: { readonly was?: Verdict; readonly is?: Verdict };
  /** The verdict as the card prints it, with how much was tested, where its words differ. */
  readonly verdictWords?: { readonly was?: string; readonly is?: string };
  readonly parts: readonly ClaimPartChange[];
  /** Changed words of `statement` and `by`. */
  readonly texts: readonly TextChange[];
  readonly chapter?: { readonly was?: string; readonly is?: string };
}
export interface ClaimPartChange {
  readonly status: "added" | "removed" | "changed";
  /** What the part says, on the later side where it stands on both. */
  readonly reads: string;
  readonly was?: PartStatus;
  readonly is?: PartStatus;
  /** Changed words of `reads`, `evidence` and `needs`. */
  readonly texts: readonly TextChange[];
}

export interface TableChange extends ChangeBase, TableDifference {
  readonly kind: "table";
}
export interface FigureChange extends ChangeBase, FigureDifference {
  readonly kind: "figure";
}

/** A Markdown cell whose words changed. */
export interface ProseChange extends ChangeBase {
  readonly kind: "prose";
  readonly runs: readonly TextRun[];
}
/** A text of the first page (`headline`, `data-date`, `unknown`), a finding (id of its chapter), `lead` or `claims`. */
export interface FirstPageChange extends ChangeBase {
  readonly kind: "first-page";
  readonly runs: readonly TextRun[];
  /** Ids of the figures that stood and stand there, where that is another one. */
  readonly figure?: { readonly was?: string; readonly is?: string };
}
export interface CodeChange extends ChangeBase {
  readonly kind: "code";
  readonly lines: readonly LineRun[];
}
/** What a cell printed or displayed beside figures and tables. */
export interface OutputChange extends ChangeBase {
  readonly kind: "output";
  readonly form: "text" | "html" | "markdown" | "error";
  readonly lines: readonly LineRun[];
}
export interface ImageChange extends ChangeBase {
  readonly kind: "image";
  /** Paths in `Briefing.files`. */
  readonly wasFile?: string;
  readonly isFile?: string;
  /** Whether what it shows differs: of an SVG what is drawn, of a PNG its pixels, of all others their bytes. */
  readonly picture: "same" | "differs" | "unknown";
  /** Of two PNG that differ; absent where one cannot be read: then their bytes do. */
  readonly pixels?: PixelDifference;
  readonly texts: readonly TextChange[];
}
/** A chapter: added, removed, renamed, moved among the chapters, or with another title or summary. */
export interface SectionChange extends ChangeBase {
  readonly kind: "section";
  /** Places in the order of chapters, from 0. */
  readonly order: { readonly was?: number; readonly is?: number };
  readonly texts: readonly TextChange[];
}
export interface CitationChange extends ChangeBase {
  readonly kind: "citation";
  /** Changed words of the entry in the bibliography. */
  readonly texts: readonly TextChange[];
}
/** Title, authors, date or language of the briefing. */
export interface FrontMatterChange extends ChangeBase {
  readonly kind: "front-matter";
  readonly field: "title" | "authors" | "date" | "language";
  readonly was?: string;
  readonly is?: string;
}
/** A data table as the Data Package describes it: title, description, sources, licences. */
export interface SourceChange extends ChangeBase {
  readonly kind: "source";
  readonly texts: readonly TextChange[];
}
/** An indicator as the appendix describes it: definition, formula, unit …, and the chapters that use it. */
export interface IndicatorChange extends ChangeBase {
  readonly kind: "indicator";
  readonly texts: readonly TextChange[];
}

export type Change =
  | ClaimChange
  | ValueChange
  | TableChange
  | FigureChange
  | ProseChange
  | FirstPageChange
  | CitationChange
  | SectionChange
  | FrontMatterChange
  | SourceChange
  | IndicatorChange
  | CodeChange
  | ImageChange
  | OutputChange;

/** A side as the formats print it. */
export interface Side {
  readonly name: string;
  readonly title: string;
  readonly date?: string;
}

export interface Summary {
  /** One sentence: "3 values moved more than 1 %, 1 verdict flipped …; cause: data/us-china.csv, 2 rows." */
  readonly line: string;
  readonly verdictsFlipped: number;
  readonly valuesMoved: number;
  /** Of those, by more than 1 %. */
  readonly valuesMovedMuch: number;
  readonly figuresInData: number;
  /** Drawn otherwise from the same data. */
  readonly figuresInStyle: number;
  /** Of the same data and looks: title, caption, alternative text or source differ. */
  readonly figuresInWords: number;
  readonly nonDeterministic: number;
  readonly byKind: Readonly<Record<ChangeKind, number>>;
  /** Numbers (values, table cells, figure points) that differ within the tolerance and are not reported. */
  readonly withinTolerance: number;
}

export interface Comparison {
  readonly version: 1;
  readonly before: Side;
  readonly after: Side;
  readonly summary: Summary;
  /** By effect, greatest first. */
  readonly changes: readonly Change[];
  /** Every input that differs, by the key that `Why.causes` names. */
  readonly inputs: Readonly<Record<string, InputChange>>;
  /** Keys of inputs that differ and are no cause of any change. */
  readonly withoutEffect: readonly string[];
  /** What could not be compared or said, a sentence each. */
  readonly notes: readonly string[];
}
