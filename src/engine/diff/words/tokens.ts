import { spokenText } from "../../../model/guard.js";
import type { StoredReport } from "../../report/stored-report.js";
import type { StoredBlock, StoredSection } from "../match/blocks.js";
import { own } from "../../../lib/own.js";

export type StoredProse = StoredReport["sections"][number]["title"];

/** A word, a break or a computed value of a prose. */
export interface Token {
  /** Equal where the token says the same. Of a value: its format, for its number may change. */
  readonly key: string;
  /** With the blank before it. */
  readonly text: string;
  /** Id of the value that stands here. */
  readonly value?: string;
}

/** Blanks, words, other signs. */
const pieces = /\s+|[\p{L}\p{N}](?:[\p{L}\p{N}.,'’_-]*[\p{L}\p{N}])?|[^\s]/gu;
const blockStart = /^\s*(?:[-*+] |\d+[.)] |#{1,6} |>|\|)/;
const fence = /^\s*(?:```|~~~)/;

/** Words of a prose; where a line breaks inside a paragraph is no part of what it says. */
export function tokensOf(
  prose: StoredProse,
  report: Pick<StoredReport, "values" | "citations">,
  targetName: (target: string) => string = (target) => target,
): readonly Token[] {
  const tokens: Token[] = [];
  let glue = "";
  let inFence = false;
  const push = (key: string, text: string, value?: string) => {
    const space = tokens.length === 0 ? "" : glue;
    const isBreak = space.includes("\n");
    if (isBreak) tokens.push({ key: `\0${space}`, text: space });
    const before = isBreak ? "" : space;
    // A word says the same at the beginning of a line; glued to what stands before it says something else.
    const joint = tokens.length > 0 && space === "" ? "\u2040" : "";
    tokens.push({ key: joint + key, text: before + text, ...(value === undefined ? {} : { value }) });
    glue = "";
  };
  for (const part of prose) {
    if (typeof part !== "string") {
      if ("value" in part) {
        const value = own(report.values, part.value);
        push(`\0value:${value?.format ?? ""}`, value === undefined ? "" : spokenText(value), part.value);
      } else if ("target" in part) push(`\0target:${targetName(part.target)}`, `@${part.target}`);
      else push(`\0cite:${part.citations.join(";")}`, `[${part.citations.map((id) => `@${id}`).join("; ")}]`);
      continue;
    }
    const lines = part.split("\n");
    for (const [index, line] of lines.entries()) {
      if (index > 0) glue = inFence ? "\n" : strongest(glue, blockStart.test(line) ? "\n" : " ");
      if (fence.test(line)) inFence = !inFence;
      else if (inFence) {
        push(line.trimEnd(), line.trimEnd());
        continue;
      }
      if (line.trim() === "" && index > 0 && index < lines.length - 1) {
        glue = "\n\n";
        continue;
      }
      for (const [piece] of line.matchAll(pieces)) {
        if (piece.trim() === "") glue = strongest(glue, " ");
        else push(piece, piece);
      }
    }
  }
  return tokens;
}

/** The words of a token, each with the blank before it: more than one where a value says a sentence. */
export function wordsOfToken({ text, value }: Token): readonly string[] {
  if (value === undefined) return [text];
  const words: string[] = [];
  let blank = "";
  for (const [piece] of text.matchAll(pieces)) {
    if (piece.trim() === "") blank = piece;
    else {
      words.push(blank + piece);
      blank = "";
    }
  }
  return words;
}

/** Words alone, as a reader would say them. */
export function plainWords(prose: StoredProse, report: Pick<StoredReport, "values" | "citations">): string {
  return linedWords(prose, report).replace(/\s+/g, " ");
}

/** The same with paragraphs and list items on lines of their own. */
export function linedWords(prose: StoredProse, report: Pick<StoredReport, "values" | "citations">): string {
  return tokensOf(prose, report)
    .map(({ text }) => text)
    .join("");
}

function strongest(one: string, two: string): string {
  return one.length === 2 || two === "" ? one : one === "\n" ? one : two;
}

/** A text of a block or section, under the name by which a difference of it is reported. */
export interface TextField {
  readonly field: string;
  readonly prose: StoredProse;
}

/** Texts of a section itself, without its blocks. */
export function sectionFields({ title, summary }: StoredSection): readonly TextField[] {
  return fields({ title, summary });
}

/** Texts of a block; those of a claim's parts are `partFields`. */
export function blockFields(block: StoredBlock): readonly TextField[] {
  switch (block.kind) {
    case "prose":
      return [{ field: "text", prose: block.text }];
    case "figure": {
      const { title, subtitle, caption, alt, source } = block;
      return fields({ title, subtitle, caption, alt, source });
    }
    case "table": {
      const { title, caption, source } = block;
      return fields({ title, caption, source });
    }
    case "claim":
      return fields({ statement: block.statement, by: block.by });
    case "image":
      return fields({ alt: [block.alt] });
    default:
      return [];
  }
}

export type StoredPart = Extract<StoredBlock, { kind: "claim" }>["parts"][number];

export function partFields({ reads, evidence, needs }: StoredPart): readonly TextField[] {
  return fields({ reads, evidence, needs: needs === undefined ? undefined : [needs] });
}

function fields(texts: Readonly<Record<string, StoredProse | undefined>>): readonly TextField[] {
  return Object.entries(texts).flatMap(([field, prose]) => (prose === undefined ? [] : [{ field, prose }]));
}
