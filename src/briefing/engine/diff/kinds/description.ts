/** The description of a change in a form that all formats share: lines, tables and code made of marked text. */
import { plural } from "../../../lib/plural.js";
import type { LineRun, NumberDelta, TextChange, TextRun } from "../shapes.js";

/** Plain text with a mark; only the format that writes it escapes it. */
export interface Span {
  readonly text: string;
  /** A state before or after, removed or added words, or text to be muted, stressed or set as code. */
  readonly mark?: "removed" | "added" | "struck" | "inserted" | "muted" | "warning" | "code";
  readonly href?: string | undefined;
  readonly input?: string;
}

export type Detail =
  | { readonly kind: "line" | "words"; readonly label?: string; readonly spans: readonly Span[] }
  /** Lines of code or output, and the numbers of removed and added lines. */
  | { readonly kind: "code"; readonly count: string; readonly lines: readonly Span[] }
  | {
      readonly kind: "grid";
      /** What a row is called, in the singular. */
      readonly noun: string;
      readonly columns: readonly { readonly title: string; readonly align: "left" | "right" }[];
      readonly rows: readonly (readonly (readonly Span[])[])[];
    };
export type Grid = Extract<Detail, { kind: "grid" }>;

export interface Description {
  /** The kind of thing and what happened to it: `Verdict flipped`, `Figure added`, `Value`. */
  readonly label: string;
  /** Its name for readers; empty if the heading or the details contain it. */
  readonly title: string;
  /** The change itself, if it is short: `1,180 → 1,204`. */
  readonly head: readonly Span[];
  /** The size of the change: `+24 (+2.0 %)`. */
  readonly amount: string;
  readonly details: readonly Detail[];
}

export const plain = (text: string): Span => ({ text });
export const muted = (text: string): Span => ({ text, mark: "muted" });

/** Before and after, in the form used by all formats. */
export function arrow(before: string | undefined, after: string | undefined, none = "none"): readonly Span[] {
  return [{ text: before ?? none, mark: "removed" }, plain(" → "), { text: after ?? none, mark: "added" }];
}

export function lineDetail(spans: readonly Span[], label?: string): Detail {
  return { kind: "line", spans, ...(label !== undefined && { label }) };
}

export const sentenceDetail = (text: string): Detail => lineDetail([plain(text)]);

const mostNames = 12;
const widestName = 60;

type Names = readonly string[];

export function nameDetails(label: string, names: Names, mark?: "added" | "removed"): readonly Detail[] {
  const shown = names.slice(0, mostNames).flatMap((name, index): readonly Span[] => {
    const span = { text: clip(name, widestName), ...(mark && { mark }) };
    return index === 0 ? [span] : [plain("; "), span];
  });
  const left = names.length - mostNames;
  const more = left > 0 ? [muted(` and ${left} more`)] : [];
  return names.length === 0 ? [] : [lineDetail([...shown, ...more], label)];
}

export function addedAndRemoved(noun: string, added: Names, removed: Names): readonly Detail[] {
  return [
    ...nameDetails(`${noun} added`, added, "added"),
    ...nameDetails(`${noun} removed`, removed, "removed"),
  ];
}

/** The content of one cell in a table of rows, before and after. */
export interface CellStates {
  readonly row: string;
  readonly column: string;
  readonly states: readonly Span[];
  readonly delta?: NumberDelta | undefined;
}

/** Cells that differ, each with the name of its row, if rows have names. */
export function cellGrid(noun: string, rowTitle: string, cells: readonly CellStates[]): readonly Detail[] {
  if (cells.length === 0) return [];
  const areNamed = cells.some(({ row }) => row !== "");
  const columns = [
    { title: rowTitle, align: "left" },
    { title: "Column", align: "left" },
    { title: "Before → after", align: "right" },
    { title: "Change", align: "right" },
  ] as const;
  const rows = cells.map(({ row, column, states, delta }) => [
    [plain(row)],
    [plain(column)],
    states,
    [plain(delta?.text ?? "")],
  ]);
  const from = areNamed ? 0 : 1;
  return [{ kind: "grid", noun, columns: columns.slice(from), rows: rows.map((row) => row.slice(from)) }];
}

/** Changed words of a text; empty if it reads the same. */
export function wordsDetails(runs: readonly TextRun[], label?: string): readonly Detail[] {
  return runs.length === 0
    ? []
    : [{ kind: "words", spans: excerpt(runs), ...(label !== undefined && { label }) }];
}

/** Readers' names for fields of a report. */
const fieldWords = new Map([
  ["by", "said by"],
  ["reads", "wording"],
  ["needs", "what is missing"],
  ["alt", "text description"],
]);

export function textDetails(texts: readonly TextChange[]): readonly Detail[] {
  return texts.flatMap(({ field, runs }) => wordsDetails(runs, fieldWords.get(field) ?? field));
}

/** Length of unchanged text shown around changed words. */
const around = 70;
const mostCharacters = 1500;

/** Removed and added words, with enough of the rest to recognise the place. */
function excerpt(runs: readonly TextRun[]): readonly Span[] {
  const spans = runs.flatMap((run, index): readonly Span[] => {
    if (run.kind === "value") {
      return run.was === run.is
        ? [plain(run.is)]
        : [...marked(run.was, "struck"), ...marked(run.is, "inserted")];
    }
    const text = oneLine(run.text.replace(/\n\s*\n\s*/g, " ¶ "));
    if (run.kind === "removed") return marked(text, "struck");
    if (run.kind === "added") return marked(text, "inserted");
    return [plain(shortened(text, index === 0 ? "end" : index === runs.length - 1 ? "start" : "both"))];
  });
  const shown: Span[] = [];
  let room = mostCharacters;
  for (const span of spans) {
    if (room <= 0) return [...shown, plain(" …")];
    shown.push(span.text.length <= room ? span : { ...span, text: `${span.text.slice(0, room)}…` });
    room -= span.text.length;
  }
  return shown;
}

/** Blanks at the ends of marked words remain unmarked. */
export function marked(text: string, mark: "struck" | "inserted"): readonly Span[] {
  const [, before = "", words = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return [plain(before), { text: words, mark }, plain(after)].filter((span) => span.text !== "");
}

export function shortened(text: string, keep: "start" | "end" | "both"): string {
  if (text.length <= (keep === "both" ? 2 : 1) * around + 20) return text;
  const head = text.slice(0, text.lastIndexOf(" ", around) + 1);
  const tail = text.slice(text.indexOf(" ", text.length - around));
  return `${keep === "end" ? "" : head}…${keep === "start" ? "" : tail}`;
}

/** No-break and narrow spaces are kept: they belong to numbers. */
export function oneLine(text: string): string {
  return text.replace(/[ \t\r\n\f\v\u0085\u2028\u2029]+/g, " ");
}

export function clip(text: string, most: number): string {
  const words = oneLine(text).trim();
  return words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`;
}

export const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** Number of unchanged lines of code or output shown around those that changed. */
const nearby = 2;
const mostLines = 60;

/** Lines as in a unified diff, without those far from every change. */
export function linesDetails(runs: readonly LineRun[]): readonly Detail[] {
  const lines = runs.flatMap(({ kind, lines }, index): readonly Span[] => {
    if (kind === "removed") return lines.map((text) => ({ text: `- ${text}`, mark: kind }));
    if (kind === "added") return lines.map((text) => ({ text: `+ ${text}`, mark: kind }));
    const same = lines.map((text) => plain(`  ${text}`));
    const head = index === 0 ? 0 : nearby;
    const left = same.length - head - (index === runs.length - 1 ? 0 : nearby);
    if (left <= 1) return same;
    return [...same.slice(0, head), muted(`  ⋮ ${plural(left, "line")}`), ...same.slice(head + left)];
  });
  const counted = (kind: Span["mark"]) => lines.filter(({ mark }) => mark === kind).length;
  const count = `${plural(counted("removed"), "line")} removed, ${counted("added")} added`;
  if (lines.length <= mostLines) return lines.length === 0 ? [] : [{ kind: "code", count, lines }];
  const shown = firstOfBoth(lines, mostLines);
  const left = lines.length - shown.filter((each) => lines.includes(each)).length;
  return [
    {
      kind: "code",
      count,
      lines: [...shown, muted(`… ${plural(left, "more line")} (--format json has all)`)],
    },
  ];
}

/** The first lines; where all of them would be removed although others were added, the first ones of both. */
export function firstOfBoth(lines: readonly Span[], most: number): readonly Span[] {
  const first = lines.slice(0, most);
  const isChanged = ({ mark }: Span) => mark === "removed" || mark === "added";
  const mark = first.find(isChanged)?.mark;
  const other = lines.findIndex((each) => isChanged(each) && each.mark !== mark);
  if (mark === undefined || other < most) return first;
  const half = most / 2;
  return [...first.slice(0, half), muted("  ⋮"), ...lines.slice(other, other + half)];
}
