/**
 * Coverage of guards: which factual sentences of a notebook no condition checks. A sentence is factual if a word of it
 * claims something (factual-words.ts) or it has a number typed by hand; one that prints computed values and claims
 * nothing about them changes with the data, and needs no guard. The words are English: in other languages every sentence
 * with a value or a number counts. A mark makes a sentence exempt, but not one that is marked as a definition and names a
 * place, a year or a source of data (named-facts.ts).
 */
import { guardFaults, guardsIn, inlineExpressions, type AskedGuard } from "../../engine/notebook/inline.js";
import type { Cell } from "../../engine/notebook/contract.js";
import { findTexts, type TextBlock } from "../../engine/notebook/markdown/read.js";
import { isWithin, type Range } from "../../engine/notebook/markdown/syntax.js";
import { positionAt } from "../../lib/position.js";
import { codeGuards } from "./code-guards.js";
import type { CellPlace } from "./contract.js";
import { findNumbers, withoutExempt } from "./check-numbers.js";
import { factualWords, factualWordsOfTitle, type FactualKind } from "./factual-words.js";
import { namedFacts, type NamedKind } from "./named-facts.js";
import { filler } from "./prose-mask.js";
import { sentencesIn } from "./sentences.js";
import { frontMatterFields, type DisplayedText, type TextFile } from "./texts.js";

export interface CoverageSettings {
  /** BCP 47 tag of the prose. */
  readonly language: string;
  /** checks.numbers.exempt: numbers that say what a database does. */
  readonly exempt: readonly string[];
  /** Titles of the sources of the project's tables. */
  readonly sources: readonly string[];
}

/** What a sentence claims something with. */
export type ClaimKind = FactualKind | NamedKind | "value";

export interface UnguardedSentence {
  readonly path: string;
  readonly cell: CellPlace;
  readonly line: number;
  readonly column: number;
  readonly sentence: string;
  /** What makes it factual: `fell`, `12 %`. */
  readonly because: string;
  readonly kind: ClaimKind;
}

/** Sentences of a notebook, by what was found. */
export interface Coverage {
  readonly path: string;
  readonly sentences: number;
  readonly factual: number;
  /** Factual, and within a guard. */
  readonly guarded: number;
  /** Factual, and marked as a definition or a quotation. */
  readonly marked: number;
  /** Without a guard: computed values are printed, and nothing is claimed about them. */
  readonly valuesOnly: number;
  readonly uncovered: readonly UnguardedSentence[];
}

export function coverageOf(file: TextFile, settings: CoverageSettings): Coverage {
  const judged = file.texts.flatMap((text) => {
    const cell = file.notebook.cells[text.cell.index];
    if (cell === undefined) return [];
    return piecesOf(text, cell).flatMap((piece) => judge(piece, text, settings));
  });
  const count = (verdict: Judged["verdict"]) => judged.filter((each) => each.verdict === verdict).length;
  const uncovered = judged.flatMap(({ verdict, place, text, because, kind }): UnguardedSentence[] =>
    verdict === "uncovered"
      ? [
          {
            path: file.path,
            cell: text.cell,
            ...positionAt(text.source, place.start),
            sentence: wordsOf(text.source.slice(place.start, place.end)),
            because,
            kind,
          },
        ]
      : [],
  );
  const guarded = count("guarded");
  const marked = count("marked");
  return {
    path: file.path,
    sentences: judged.length,
    factual: guarded + marked + uncovered.length,
    guarded,
    marked,
    valuesOnly: count("values only"),
    uncovered: uncovered.toSorted(
      (a, b) => a.cell.index - b.cell.index || a.line - b.line || a.column - b.column,
    ),
  };
}

/** A part of a printed text that is read on its own: a paragraph, a title. */
interface Piece extends Range {
  readonly isTitle: boolean;
  /** Ranges in the source of the cell. */
  readonly guarded: readonly Range[];
  /** Marked as definitions by the author. */
  readonly defined: readonly Range[];
  /** Quotations, and the definitions of a list of terms. */
  readonly exempt: readonly Range[];
}

const titles: ReadonlySet<string> = new Set(["title", "subtitle", "subject", "briefingTitle"]);

function piecesOf(text: DisplayedText, cell: Cell): readonly Piece[] {
  if (guardFaults(cell).length > 0) return [];
  const contentOf = (wanted: AskedGuard["mark"]): readonly Range[] =>
    guardsIn(cell)
      .filter(({ mark }) => mark === wanted)
      .map(({ content }) => content);
  const guarded = contentOf(undefined);
  const defined = contentOf("definition");
  const exempt = contentOf("quotation");
  const whole = { start: text.start, end: text.end, isTitle: false, guarded, defined, exempt };
  if (cell.cell_type === "code") return inCode(text, cell.source, 0);
  const asked = inlineExpressions(cell).find((each) => isWithin(text, each));
  // A text in the code of an expression; a whole cell is in none.
  if (asked !== undefined) {
    if (guarded.some((range) => isWithin(text, range))) return [{ ...whole, guarded: [text] }];
    return inCode(text, asked.expression, cell.source.indexOf(asked.expression, asked.start));
  }
  if (cell.cell_type === "raw") {
    const name = frontMatterFields(cell).find(({ start }) => start === text.start)?.name ?? "";
    const quotes = /^["']/.test(text.text) ? 1 : 0;
    const words = { start: text.start + quotes, end: text.end - quotes };
    return [{ ...whole, ...words, isTitle: titles.has(name) }];
  }
  return findTexts(cell.source).map((block) => ({
    start: block.start + markerLength(cell.source.slice(block.start, block.end)),
    end: block.end,
    isTitle: block.kind !== "paragraph",
    guarded,
    defined,
    exempt: [...exempt, ...quotedIn(block, cell.source)],
  }));
}

/** Of a list item, heading or quotation; empty lines belong to none. */
const markerLength = (text: string): number =>
  /^(?:\s|[-*+>]\s|\d+[.)]\s|#{1,6}\s)*/.exec(text)?.[0].length ?? 0;

/** A quotation as a block, and the definitions of a list of terms. */
function quotedIn({ start, end, voice }: TextBlock, source: string): readonly Range[] {
  if (voice === "quotation") return [{ start, end }];
  const definition = /\n: {1,3}\S/.exec(source.slice(start, end));
  return definition === null ? [] : [{ start: start + definition.index + 1, end }];
}

function inCode(text: DisplayedText, code: string, base: number): readonly Piece[] {
  const { guarded, defined, quoted, silent } = codeGuards(code);
  const moved = (ranges: readonly Range[]) =>
    ranges.map(({ start, end }) => ({ start: base + start, end: base + end }));
  if (moved(silent).some((range) => isWithin(text, range))) return [];
  const { start, end } = text;
  return [
    { start, end, isTitle: true, guarded: moved(guarded), defined: moved(defined), exempt: moved(quoted) },
  ];
}

interface Judged {
  readonly verdict: "plain" | "values only" | "guarded" | "marked" | "uncovered";
  readonly place: Range;
  readonly text: DisplayedText;
  readonly because: string;
  readonly kind: ClaimKind;
}

const inQuotes = /“[^”]*”|«[^»]*»|„[^“”]*[“”]|(?<![\p{L}\p{N}])"[^"\n]*"/gu;

function judge(piece: Piece, text: DisplayedText, settings: CoverageSettings): readonly Judged[] {
  const prose = text.prose.slice(piece.start - text.start, piece.end - text.start);
  // Words in quotation marks are somebody else's, or words that the sentence is about.
  const read = prose.replace(inQuotes, (quoted) => quoted.replace(/[^\n]/g, filler));
  return sentencesIn(prose)
    .filter((range) => /\p{L}{2}/u.test(prose.slice(range.start, range.end)))
    .map((range): Judged => {
      const place = { start: piece.start + range.start, end: piece.start + range.end };
      const shared = { place, text };
      const words = read.slice(range.start, range.end);
      const isAsked = isAsking(prose.slice(range.start, range.end));
      const claims = isAsked ? [] : claimsIn({ words, place, text, isTitle: piece.isTitle }, settings);
      const named = isAsked ? [] : namesIn({ words, place, piece, text }, settings);
      const values =
        text.source.slice(place.start, place.end).match(/`\s*\{ts[\s}]|\$\{/) === null ? "none" : "some";
      const [first] = [...claims, ...named];
      if (first === undefined)
        return {
          ...shared,
          verdict: values === "some" ? "values only" : "plain",
          because: "",
          kind: "value",
        };
      const found = { ...shared, because: first.words, kind: first.kind };
      const marked = [...piece.defined, ...piece.exempt];
      const open = claims.filter(
        (claim) => ![...piece.guarded, ...marked].some((each) => isWithin(claim, each)),
      );
      const [uncovered] = [...open, ...named];
      if (uncovered !== undefined)
        return { ...found, verdict: "uncovered", because: uncovered.words, kind: uncovered.kind };
      const isMarked = claims.every((claim) => marked.some((each) => isWithin(claim, each)));
      return { ...found, verdict: isMarked ? "marked" : "guarded" };
    });
}

const isAsking = (sentence: string): boolean =>
  new RegExp(`\\?["'”’)\\]${filler}]*$`, "u").test(sentence.trim());

interface Claim extends Range {
  readonly words: string;
  readonly kind: ClaimKind;
}

/** What a definition names, outside guards and quotations. */
function namesIn(
  {
    words,
    place,
    piece,
    text,
  }: { readonly words: string; readonly place: Range; readonly piece: Piece; readonly text: DisplayedText },
  settings: CoverageSettings,
): readonly Claim[] {
  if (piece.defined.length === 0) return [];
  return namedFacts(words, settings)
    .map(({ kind, start, end }): Claim => {
      const range = { start: place.start + start, end: place.start + end };
      return { ...range, kind, words: text.source.slice(range.start, range.end).replace(/\s+/g, " ") };
    })
    .filter(
      (name) =>
        piece.defined.some((each) => isWithin(name, each)) &&
        ![...piece.guarded, ...piece.exempt].some((each) => isWithin(name, each)),
    );
}

function claimsIn(
  {
    words,
    place,
    text,
    isTitle,
  }: {
    readonly words: string;
    readonly place: Range;
    readonly text: DisplayedText;
    readonly isTitle: boolean;
  },
  { language, exempt }: CoverageSettings,
): readonly Claim[] {
  const at = (range: Range): Range => ({ start: place.start + range.start, end: place.start + range.end });
  const numbers = withoutExempt(findNumbers(words, language).map(at), text.source, exempt).map(
    (range): Claim => ({ ...range, kind: "number", words: text.source.slice(range.start, range.end) }),
  );
  if (!language.startsWith("en")) return [...numbers, ...valuesAsClaims(text.source, place)];
  const found = isTitle ? factualWordsOfTitle(words) : factualWords(words);
  const claims = found.map(({ kind, ...range }): Claim => {
    const place = at(range);
    return { ...place, kind, words: text.source.slice(place.start, place.end).replace(/\s+/g, " ") };
  });
  return [...claims, ...numbers].sort((a, b) => a.start - b.start);
}

const valuesAsClaims = (source: string, { start, end }: Range): readonly Claim[] =>
  [...source.slice(start, end).matchAll(/`\s*\{ts[\s}][^`]*`|\$\{/g)].map(({ 0: words, index }) => ({
    start: start + index,
    end: start + index + words.length,
    kind: "value",
    words,
  }));

/** A sentence as a reader would recognise it: without markup, each computed value as `…`. */
const wordsOf = (source: string): string =>
  source
    .replace(/`\s*\{ts[\s}][^`]*`/g, "…")
    .replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "…")
    .replace(/\]\{[^}]*\}|\\(?=\s)/g, "")
    .replace(/^[\s>#*+-]+|[[\]*_`"]/g, "")
    .replace(/\s+/g, " ")
    .trim();
