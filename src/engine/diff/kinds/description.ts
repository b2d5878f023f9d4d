import type { LineRun, TextChange, TextRun } from "./shapes.js";

/** Plain text with a mark: the format that writes it is the one place that escapes. */
export interface Span {
  readonly text: string;
  readonly mark?: "removed" | "added" | "muted" | "code" | "warning";
  /** Address of the file that it names. */
  readonly href?: string | undefined;
  /** Key of the input that it names. */
  readonly input?: string;
}

export type Detail =
  | { readonly kind: "line"; readonly label?: string; readonly spans: readonly Span[] }
  | { readonly kind: "words"; readonly label?: string; readonly runs: readonly TextRun[] }
  | { readonly kind: "lines"; readonly runs: readonly LineRun[] }
  | {
      readonly kind: "names";
      readonly label: string;
      readonly mark?: "removed" | "added";
      readonly names: readonly string[];
    }
  | {
      readonly kind: "grid";
      /** What a row is, in the singular. */
      readonly noun: string;
      readonly columns: readonly { readonly title: string; readonly align: "left" | "right" }[];
      readonly rows: readonly (readonly (readonly Span[])[])[];
    };
export type DetailOf<K extends Detail["kind"]> = Extract<Detail, { kind: K }>;

/** What there is to say about a change, in the words of every format. */
export interface Description {
  /** What happened to what: `Verdict flipped`, `Figure added`, `Value`. */
  readonly label: string;
  /** What a reader calls it; empty where the head or the details say it. */
  readonly title: string;
  /** The change itself, where it is short: `1,180 → 1,204`. */
  readonly head: readonly Span[];
  /** How much that is: `+24 (+2.0 %)`. */
  readonly amount: string;
  readonly details: readonly Detail[];
}

export const plain = (text: string): Span => ({ text });
export const muted = (text: string): Span => ({ text, mark: "muted" });

/** Before and after, as all formats write them. */
export function arrow(before: string | undefined, after: string | undefined, none = "none"): readonly Span[] {
  return [{ text: before ?? none, mark: "removed" }, plain(" → "), { text: after ?? none, mark: "added" }];
}

export function lineDetail(spans: readonly Span[], label?: string): Detail {
  return { kind: "line", spans, ...(label !== undefined && { label }) };
}

export const sentenceDetail = (text: string): Detail => lineDetail([plain(text)]);

/** Words of a text that changed; none where it reads the same. */
export function wordsDetails(runs: readonly TextRun[]): readonly Detail[] {
  return runs.length === 0 ? [] : [{ kind: "words", runs }];
}

export function textDetails(texts: readonly TextChange[]): readonly Detail[] {
  return texts.map(({ field, runs }) => ({ kind: "words", label: field, runs }));
}

export function linesDetails(runs: readonly LineRun[]): readonly Detail[] {
  return runs.length === 0 ? [] : [{ kind: "lines", runs }];
}

export function nameDetails(
  label: string,
  names: readonly string[],
  mark?: "added" | "removed",
): readonly Detail[] {
  return names.length === 0 ? [] : [{ kind: "names", label, names, ...(mark && { mark }) }];
}

/** Lists of what was added and what was removed. */
export function addedAndRemoved(
  noun: string,
  added: readonly string[],
  removed: readonly string[],
): readonly Detail[] {
  return [
    ...nameDetails(`${noun} added`, added, "added"),
    ...nameDetails(`${noun} removed`, removed, "removed"),
  ];
}
