import type { LineRun, TextRun } from "../../contract/text.js";

/**
 * What there is to say about a change, before it is Markdown or HTML. All texts are plain: the format that writes them
 * is the one place that escapes.
 */
export interface Span {
  readonly text: string;
  readonly mark?: "removed" | "added" | "muted" | "code";
}

interface GridColumn {
  readonly title: string;
  readonly align: "left" | "right";
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
      readonly columns: readonly GridColumn[];
      readonly rows: readonly (readonly (readonly Span[])[])[];
    };

export interface Telling {
  /** What happened to what: `Verdict flipped`, `Figure added`, `Value`. */
  readonly label: string;
  /** What a reader calls it; empty where the head says it. */
  readonly title: string;
  /** The change itself, where it is short: `1,180 → 1,204 +24 (+2.0 %)`. */
  readonly head: readonly Span[];
  readonly details: readonly Detail[];
}

export const plain = (text: string): Span => ({ text });

/** Old and new, as all formats write them. */
export function arrow(was: string | undefined, is: string | undefined, none = "none"): readonly Span[] {
  return [{ text: was ?? none, mark: "removed" }, plain(" → "), { text: is ?? none, mark: "added" }];
}
