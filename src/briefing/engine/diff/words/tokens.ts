import { guardFormat, isStruck, spokenText } from "../../../model/guard.js";
import type { Prose, ReportValue } from "../../../model/report.js";
import type { StoredReport } from "../../report/stored-report.js";
import { own } from "../../../lib/own.js";

/** A word, a break or a computed value in a text. */
export interface Token {
  /** Equal if two tokens are equivalent. The key of a value is its format, because its number may change. */
  readonly key: string;
  /** Includes the blank before it. */
  readonly text: string;
  readonly value?: string;
  /** The same for two values that are computed in the same way, whatever their places and numbers. */
  readonly identity?: string;
  /** Set if only its place identifies the value. */
  readonly isUnnamed?: true;
  /** What a number measures, whatever its format: its raw value, and the first argument of its expression. */
  readonly quantity?: readonly string[];
}

type Computed = Pick<StoredReport, "values">;

/** Numbered ids of values in a text (`peaks.caption.2`): a new value before them shifts the numbers. */
export const isCounted = (id: string): boolean => /\.\d+$/.test(id);

/** Whether only its place identifies a value: it has neither an author's id nor an expression of its own. */
export const isUnnamed = (value: ReportValue | undefined, id: string): value is ReportValue =>
  value !== undefined && value.expression === undefined && isCounted(id);

/**
 * What identifies a value: the id chosen by an author, else its expression. Undefined for a value that only its place
 * identifies, and for a guarded sentence, whose words do.
 */
export function identityOf(value: ReportValue | undefined, id: string): string | undefined {
  if (value === undefined) return undefined;
  if (value.named === true) return `#${id}`;
  return isCounted(id) || value.format === guardFormat ? undefined : value.expression;
}

/** The same number in another format is a change of unit: `fmt.percent(gap)` and `fmt.points(gap)`. */
function quantityOf({ raw, expression = "" }: ReportValue): readonly string[] {
  if (typeof raw !== "number" && !Array.isArray(raw)) return [];
  const found = [JSON.stringify(raw)];
  const [, argument] = /^\s*[\w.]+\(([^,]+?)(?:,[\s\S]*)?\)\s*$/.exec(expression) ?? [];
  if (argument !== undefined) found.push(`(${argument.trim()})`);
  return found;
}

/** A word or another character. */
const word = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}.,'’_-]*[\p{L}\p{N}])?|\S`;
const pieces = new RegExp(String.raw`\s+|${word}`, "gu");
const spacedWord = new RegExp(String.raw`\s*(?:${word})`, "gu");
const blockStart = /^\s*(?:[-*+] |\d+[.)] |#{1,6} |>|\|)/;
const fence = /^\s*(?:```|~~~)/;

/** The words of a text; line breaks inside a paragraph are ignored. */
export function tokensOf(prose: Prose, { values }: Computed): readonly Token[] {
  const tokens: Token[] = [];
  let glue = "";
  let inFence = false;
  const push = (key: string, text: string, computed?: Omit<Token, "key" | "text">) => {
    const space = tokens.length === 0 ? "" : glue;
    const isBreak = space.includes("\n");
    if (isBreak) tokens.push({ key: `\0${space}`, text: space });
    const before = isBreak ? "" : space;
    // The position in a line makes no difference; a missing blank does.
    const joint = tokens.length > 0 && space === "" ? "\u2040" : "";
    tokens.push({ key: joint + key, text: before + text, ...computed });
    glue = "";
  };
  for (const part of prose) {
    if (typeof part !== "string") {
      if ("value" in part) {
        const value = own(values, part.value);
        const identity = identityOf(value, part.value);
        push(`\0value:${value?.format ?? ""}`, value === undefined ? "" : spokenText(value), {
          value: part.value,
          ...(identity !== undefined && { identity }),
          ...(isUnnamed(value, part.value) && { isUnnamed: true }),
          ...(value !== undefined && { quantity: quantityOf(value) }),
        });
      } else if ("target" in part) push(`\0target:${part.target}`, `@${part.target}`);
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

/**
 * The same for comparing: whether a guarded sentence is true is no word of its text, readers see no comments, and a
 * hyphen for a minus sign reads the same.
 */
export function comparedTokens(prose: Prose, report: Computed): readonly Token[] {
  const visible = withStruckWords(prose, report).map((part) =>
    typeof part === "string" ? part.replace(/<!--[\s\S]*?-->/g, "") : part,
  );
  return tokensOf(visible, report).map((token) =>
    token.value === undefined && token.key.includes("\u2212")
      ? { ...token, key: token.key.replaceAll("\u2212", "-") }
      : token,
  );
}

function withStruckWords(prose: Prose, report: Computed): Prose {
  return prose.flatMap((part): Prose => {
    const value = typeof part === "object" && "value" in part ? own(report.values, part.value) : undefined;
    if (value === undefined || !isStruck(value)) return [part];
    return withStruckWords(value.parts ?? [value.text], report);
  });
}

function strongest(one: string, two: string): string {
  return one.length === 2 || two === "" ? one : one === "\n" ? one : two;
}

/** The words of a token, each with the blank before it: several if the value is a sentence. */
export function wordsOfToken({ text, value }: Token): readonly string[] {
  return value === undefined ? [text] : (text.match(spacedWord) ?? []);
}

/** The words alone, without markup. */
export function plainWords(prose: Prose, report: Computed): string {
  return linedWords(prose, report).replace(/\s+/g, " ");
}

/** The same, with paragraphs and list items on separate lines. */
export function linedWords(prose: Prose, report: Computed): string {
  return tokensOf(prose, report)
    .map(({ text }) => text)
    .join("");
}

/** The first words of a text, as a name for it. */
export function shorten(text: string, most = 90): string {
  const words = text.replace(/\s+/g, " ").trim();
  if (words.length <= most) return words;
  const cut = words.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), most - 20))} …`;
}
