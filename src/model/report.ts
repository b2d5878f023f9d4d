/**
 * The Report: what the executed notebooks say, as data, before any page is drawn. Readonly, JSON-serialisable, ids
 * stable across builds. Paths are relative to the project and use forward slashes.
 */
import type { ClaimPartStatus, Verdict } from "./claim.js";
import type { DataSources } from "./data-sources.js";
import type { UsedIndicator } from "./indicator.js";
import type { Row, TableCell, TableColumn } from "./display.js";
import type { Value } from "./value.js";

export const reportVersion = 2;
/** Names the JSON Schema of report.json, which the package carries as dist/engine/report/report.schema.json. */
export const reportSchemaId = `urn:decoupling-briefing:report:${reportVersion}`;

/**
 * A piece of text: Markdown or plain words, or an id that leads elsewhere: `value` into `Report.values`, `citations`
 * into `Report.citations`, `target` to a figure (`fig-…`) or table (`tbl-…`).
 */
export type ProsePart =
  | string
  | { readonly value: string }
  | { readonly citations: readonly string[] }
  | { readonly target: string };

/** Text with what was computed, cited and referred to kept apart. */
export type Prose = readonly ProsePart[];

/** Where a block or value was computed: notebook path and cell id, the key of its provenance record. */
export interface Place {
  readonly notebook: string;
  readonly cell: string;
}

/** A Value on the page, under its id in `Report.values`. */
export interface ReportValue extends Omit<Value, "id" | "version" | "parts"> {
  readonly place: Place;
  /** The inline expression, where the value stands in prose. */
  readonly expression?: string;
  /** Of a sentence that is no longer true: its words, and the computed values among them. */
  readonly parts?: Prose;
  /** What became of it since the previous edition, where one is known. */
  readonly since?: ValueSince;
}

/** Unchanged, not there before, or what it was. */
export type ValueSince = "unchanged" | "new" | Pick<Value, "raw" | "text">;

interface BlockBase {
  readonly cell: string;
}
interface ProseBlock extends BlockBase {
  readonly kind: "prose";
  /** Markdown; `attachment:NAME` in it leads to one of the attachments. */
  readonly text: Prose;
  readonly attachments?: readonly Attachment[];
}
/** A picture that a Markdown cell carries. */
export interface Attachment extends Pick<ImageBlock, "id" | "mediaType" | "data"> {
  readonly name: string;
}
export interface CodeBlock extends BlockBase {
  readonly kind: "code";
  readonly language: string;
  readonly source: string;
}
/** A drawing; `origin` says whether an author named it (`figure()`) or a cell merely showed a Vega-Lite spec. */
export interface FigureBlock extends BlockBase {
  readonly kind: "figure";
  readonly origin: "authored" | "bare";
  readonly id: string;
  readonly number: number;
  readonly title?: Prose;
  readonly subtitle?: Prose;
  readonly caption: Prose;
  readonly alt: Prose;
  readonly source: Prose;
  /** The Vega-Lite specification as the cell emitted it. */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly data: readonly Row[];
}
export interface TableBlock extends BlockBase {
  readonly kind: "table";
  readonly id: string;
  readonly number: number;
  readonly title?: Prose;
  readonly caption: Prose;
  readonly source: Prose;
  readonly key: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
}
interface TextBlock extends BlockBase {
  readonly kind: "text";
  readonly stream: "stdout" | "stderr" | "result";
  readonly text: string;
}
/** HTML or Markdown that a cell displayed: untrusted, the renderer sanitises it. */
interface MarkupBlock extends BlockBase {
  readonly kind: "html" | "markdown";
  readonly text: string;
}
export interface ImageBlock extends BlockBase {
  readonly kind: "image";
  /** Unique on the page; names its file. */
  readonly id: string;
  readonly mediaType: "image/png" | "image/jpeg" | "image/gif" | "image/svg+xml";
  /** Base64 without line breaks; SVG as its own text. */
  readonly data: string;
  readonly alt: string;
}
export interface ErrorBlock extends BlockBase {
  readonly kind: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}
/** A statement somebody made and what was found about it, part by part. */
export interface ClaimBlock extends BlockBase {
  readonly kind: "claim";
  readonly id: string;
  readonly statement: Prose;
  readonly by: Prose;
  readonly verdict: Verdict;
  readonly parts: readonly {
    readonly reads: Prose;
    readonly status: ClaimPartStatus;
    readonly evidence?: Prose;
    readonly needs?: string;
  }[];
  /** Id of the section the evidence comes from, where it is another one. */
  readonly chapter?: string;
}
export type Block =
  | ProseBlock
  | CodeBlock
  | FigureBlock
  | TableBlock
  | ClaimBlock
  | TextBlock
  | MarkupBlock
  | ImageBlock
  | ErrorBlock;

/** How a work is named where it is cited; by key and locator (`key, p. 3`). */
interface Citation {
  readonly key: string;
  readonly text: string;
}

/** An entry of the bibliography, in its order, as runs of plain text. */
export interface BibliographyEntry {
  readonly key: string;
  readonly runs: readonly { readonly text: string; readonly style?: "italic" }[];
}

export interface Section {
  readonly id: string;
  readonly notebook: string;
  readonly title: Prose;
  readonly summary?: Prose;
  readonly blocks: readonly Block[];
}

/** What a briefing says before its chapters, as the front matter of its notebooks and briefing.yml give it. */
export interface FirstPage {
  readonly headline?: Prose;
  /** Until when the data go; stands beside the date of the page. */
  readonly dataDate?: Prose;
  /** Id of the figure below the headline. */
  readonly lead?: string;
  readonly findings: readonly {
    /** Id of the section that found it. */
    readonly section: string;
    readonly text: Prose;
  }[];
  /** What is not known, and what would change the answer. */
  readonly unknown?: Prose;
  /** Id of the figure that shows what became of the claims. */
  readonly claims?: string;
}

/** What a cell touched: keys of `Report.inputs`, and the functions of project modules that ran. */
export interface Provenance {
  readonly files: readonly string[];
  readonly modules: readonly string[];
  /** Packages of node_modules, as `name@version`. */
  readonly packages: readonly string[];
  /** `module#function`. */
  readonly functions: readonly string[];
  readonly environment: readonly string[];
  /** Ids of the earlier cells of the notebook that declare or mention a name this cell mentions, in their order. */
  readonly cells: readonly string[];
}

export interface Report {
  readonly version: typeof reportVersion;
  readonly title: string;
  /** BCP 47 tag of the language the briefing is written in. */
  readonly language: string;
  readonly authors: readonly string[];
  /** As briefing.yml gives it; the only date printed. */
  readonly date?: string;
  /** The edition that values are compared with. */
  readonly previous?: { readonly date?: string };
  readonly firstPage?: FirstPage;
  readonly sections: readonly Section[];
  readonly values: Readonly<Record<string, ReportValue>>;
  readonly citations: Readonly<Record<string, Citation>>;
  readonly bibliography: readonly BibliographyEntry[];
  /** What data/datapackage.json says about the tables that were read, where there is one. */
  readonly sources?: DataSources;
  /** Indicators of the package that the notebooks ran, by name, where there are some. */
  readonly indicators?: readonly UsedIndicator[];
  /** By `notebook#cell`. */
  readonly provenance: Readonly<Record<string, Provenance>>;
  /**
   * Path → SHA-256 of data files and of project modules (their code without comments and layout);
   * `notebook#cell` → SHA-256 of a code cell's source; `parameters` → SHA-256 of the values passed to the notebooks;
   * `previous` → SHA-256 of the previous edition's report.json.
   */
  readonly inputs: Readonly<Record<string, string>>;
}
