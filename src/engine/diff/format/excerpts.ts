import { stripVTControlCharacters } from "node:util";
import type { LineRun, TextRun } from "../kinds/shapes.js";

/**
 * The same data with texts that do nothing to a terminal: what a cell printed (colours, bells, moves of the cursor) and
 * what anybody wrote into a report is only read.
 */
export function inert<T>(data: T): T {
  return cleaned(data) as T;
}

const active = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u;

function cleaned(data: unknown): unknown {
  if (typeof data === "string") {
    if (!active.test(data)) return data;
    return stripVTControlCharacters(data).replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) =>
      character === "\n" ? character : character === "\t" ? "    " : "",
    );
  }
  if (Array.isArray(data)) return data.map(cleaned);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, item]) => [name, cleaned(item)]));
}

/** Words that stay are shown so far around those that changed. */
const around = 70;
/** Lines of code or output that stay are shown so many around those that changed. */
const nearby = 2;

/** No-break and narrow spaces stay: they belong to numbers. */
export function oneLine(text: string): string {
  return text.replace(/[ \t\r\n\f\v\u0085\u2028\u2029]+/g, " ");
}

export function clip(text: string, most: number): string {
  const words = oneLine(text).trim();
  return words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`;
}

export interface Words {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** One paragraph: what went, what came, and as much of the rest as it takes to know the place. */
export function excerpt(runs: readonly TextRun[]): readonly Words[] {
  return runs.flatMap((run, index): readonly Words[] => {
    if (run.kind === "value") return valueWords(run);
    const text = oneLine(run.text.replace(/\n\s*\n\s*/g, " ¶ "));
    if (run.kind !== "same") return [{ kind: run.kind, text }];
    const keep = index === 0 ? "end" : index === runs.length - 1 ? "start" : "both";
    return [{ kind: "same", text: shortened(text, keep) }];
  });
}

export function valueWords({ was, is }: Extract<TextRun, { kind: "value" }>): readonly Words[] {
  if (was === is) return [{ kind: "same", text: is }];
  return [
    { kind: "removed", text: was },
    { kind: "added", text: is },
  ];
}

function shortened(text: string, keep: "start" | "end" | "both"): string {
  if (text.length <= (keep === "both" ? 2 : 1) * around + 20) return text;
  const head = text.slice(0, text.lastIndexOf(" ", around) + 1);
  const tail = text.slice(text.indexOf(" ", text.length - around));
  return `${keep === "end" ? "" : head}…${keep === "start" ? "" : tail}`;
}

/** A line of code or output, or how many were left out there. */
export type HunkLine = Words | { readonly kind: "skipped"; readonly count: number };

/** Lines as in a unified diff, without those far from every change. */
export function hunkLines(runs: readonly LineRun[]): readonly HunkLine[] {
  return runs.flatMap(({ kind, lines }, index): readonly HunkLine[] => {
    const ofKind = (some: readonly string[]) => some.map((text) => ({ kind, text }));
    if (kind !== "same") return ofKind(lines);
    const head = index === 0 ? 0 : nearby;
    const tail = index === runs.length - 1 ? 0 : nearby;
    if (lines.length <= head + tail + 1) return ofKind(lines);
    return [
      ...ofKind(lines.slice(0, head)),
      { kind: "skipped", count: lines.length - head - tail },
      ...ofKind(lines.slice(lines.length - tail)),
    ];
  });
}
