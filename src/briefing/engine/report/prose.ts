import { escapeMarkdown } from "../../lib/markdown-text.js";
import { positionAt } from "../../lib/position.js";
import { guardFormat, isStruck, spokenText } from "../../model/guard.js";
import type { Block, Place, Prose, ProsePart, Report } from "../../model/report.js";
import type { CellFacts, InlineResult } from "../../model/trace.js";
import type { RichText, Value } from "../../model/value.js";
import type { Cell, InlineExpression } from "../notebook/contract.js";
import { guardsIn, inlineExpressions, leftOutRanges, type AskedGuard } from "../notebook/inline.js";
import { isWithin, type Range } from "../notebook/markdown/syntax.js";
import { unescapedText } from "../notebook/quoted-scalars.js";
import { placeName, ReportError } from "./errors.js";
import type { Registry, TextOrigin, ValueId } from "./registry.js";
import { inlineProse, type InlinePart } from "./spans.js";
import { own } from "../../lib/own.js";

/** Where a text stands, and the registry for its contents. */
export interface ProseContext {
  readonly place: Place;
  /** Part of ids that are made from the cell's. */
  readonly sectionId: string;
  readonly registry: Registry;
  /** The inline expression that produced the text, if it stands in prose. */
  readonly expression?: string;
  /** The text of an element, if it stands in one; with the words around a value in it. */
  readonly text?: Pick<TextOrigin, "element" | "field"> & Partial<TextOrigin>;
}

/** Text from a bundle; values without an id are numbered under the id of the element that contains them. */
export function richTextToProse({ parts }: RichText, parent: string, context: ProseContext): Prose {
  let count = 0;
  const prose = parts.flatMap((part, index): Prose => {
    if (typeof part === "string") return [part];
    count += 1;
    const words = { before: wordsAt(parts, index - 1), after: wordsAt(parts, index + 1) };
    // A value in a list stands where the list stands.
    const text = context.text && { ...words, ...context.text };
    return valueToProse(part, { id: `${parent}.${count}` }, { ...context, ...(text && { text }) });
  });
  return context.registry.citations.prose(prose, `${placeName(context.place)}, ${parent}`);
}

function originIn({ text }: ProseContext): TextOrigin | undefined {
  if (text === undefined) return undefined;
  const { before = "", after = "" } = text;
  return { ...text, before, after };
}

function wordsAt(parts: RichText["parts"], index: number): string {
  const part = parts[index];
  return typeof part === "string" ? part : "";
}

/** A value under its own or the given id; a text by its parts; an untrue sentence as one part with its values. */
export function valueToProse(value: Value, given: ValueId, context: ProseContext): Prose {
  const id = value.id ?? given.id;
  const parts = value.parts && richTextToProse({ parts: value.parts }, id, context);
  if (parts !== undefined && !isStruck(value)) return parts;
  const { registry, place, expression } = context;
  const found = { place, ...(expression === undefined ? {} : { expression }), ...(parts && { parts }) };
  return [{ value: registry.value(value, given, found, originIn(context)) }];
}

/** Results of a cell's inline expressions and guards, and its citations, at their positions in its source, in order. */
export function inlineParts(
  cell: Cell,
  facts: CellFacts | undefined,
  context: ProseContext,
): readonly InlinePart[] {
  const inline = matchedResults(cell, facts, context);
  const leftOut = leftOutRanges(cell, inline);
  const isPrinted = (part: Range): boolean => !leftOut.some((range) => isWithin(part, range));
  const values = inlineExpressions(cell).flatMap((asked): readonly InlinePart[] => {
    const result = inline.find(({ id }) => id === asked.id);
    if (result === undefined || asked.kind !== "value" || !isPrinted(asked)) return [];
    return [{ start: asked.start, end: asked.end, parts: resultParts(result, context) }];
  });
  const references =
    cell.cell_type === "markdown"
      ? context.registry.citations.spans(cell.source, ({ start }) =>
          placeName(context.place, positionAt(cell.source, start)),
        )
      : [];
  const plain: readonly InlinePart[] = [...values, ...references.filter(isPrinted)];
  const resolved = (range: Range, guards: readonly AskedGuard[]): readonly InlinePart[] => {
    const outer = guards.filter(
      ({ whole }) => !guards.some((each) => each.whole !== whole && isWithin(whole, each.whole)),
    );
    const others = plain.filter(
      (part) => isWithin(part, range) && !outer.some(({ whole }) => isWithin(part, whole)),
    );
    const found = outer.map((guard): InlinePart => {
      const { whole, content } = guard;
      if (!isPrinted(whole)) return { ...withBlanks(whole, cell), parts: [] };
      const within = guards.filter((each) => isWithin(each.whole, content));
      const inside = resolved(content, within);
      return { ...whole, parts: guardParts({ guard, cell, inline, inside }, context) };
    });
    return [...others, ...found].sort((a, b) => a.start - b.start);
  };
  return resolved({ start: 0, end: cell.source.length }, guardsIn(cell));
}

/** Includes the blanks after what is left out or, at the end of a line, those before it. */
function withBlanks({ start, end }: Range, { source, cell_type }: Cell): Range {
  // Texts in front matter are matched exactly as written.
  if (cell_type === "raw") return { start, end };
  const before = /[ \t]*$/.exec(source.slice(0, start))?.[0].length ?? 0;
  const after = /^[ \t]*/.exec(source.slice(end))?.[0].length ?? 0;
  const isLast = /^[ \t]*(?:\n|$)/.test(source.slice(end));
  // A whole line, which would otherwise turn a tight list into a loose one.
  if (isLast && (start === 0 || source[start - 1] === "\n"))
    return { start, end: Math.min(source.length, end + after + 1) };
  if (isLast && before < start && source[start - before - 1] !== "\n") return { start: start - before, end };
  return { start, end: before > 0 || source[start - 1] === "\n" || start === 0 ? end + after : end };
}

/** The recorded results for the expressions that the cell has. */
function matchedResults(
  cell: Cell,
  facts: CellFacts | undefined,
  { place, registry }: ProseContext,
): readonly InlineResult[] {
  const asked = new Map(inlineExpressions(cell).map(({ id, expression }) => [id, expression]));
  return (facts?.inline ?? []).filter((result) => {
    if (asked.get(result.id) === result.expression) return true;
    const error = new ReportError(
      `${placeName(place)}: the executed notebook records an inline expression at ${result.line}:${result.column} that its text does not have.`,
      { hint: "Execute the notebook again: its text changed after execution." },
    );
    registry.fault(error);
    return false;
  });
}

interface GuardedText {
  readonly guard: AskedGuard;
  readonly cell: Cell;
  readonly inline: readonly InlineResult[];
  /** The inline parts within its text. */
  readonly inside: readonly InlinePart[];
}

/** The text of a guard; one whose condition is false becomes a struck sentence with its values. */
function guardParts({ guard, cell, inline, inside }: GuardedText, context: ProseContext): Prose {
  const { source } = cell;
  const { whole, sentence, content, holds, when, id } = guard;
  const resultOf = (asked: InlineExpression | undefined) => inline.find((each) => each.id === asked?.id);
  // As written, if the conditions were not evaluated.
  if ([holds, when].some((asked) => asked !== undefined && resultOf(asked) === undefined))
    return [source.slice(whole.start, whole.end)];
  const result = resultOf(holds);
  const parts = inlineProse(printedText(cell), inside, content);
  if (result?.status === "error") return resultParts(result, context);
  const isFalse = holds !== undefined && result?.value.raw === false;
  // Comparisons include the condition of a printed sentence too.
  const value = holds && guardValue(holds, isFalse ? parts : undefined);
  if (holds !== undefined && value !== undefined && result !== undefined)
    context.registry.guards.push({
      id: value,
      place: context.place,
      of: "sentence",
      words: parts,
      expression: holds.expression,
      holds: !isFalse,
      ...(result.judgement ?? { reason: unmeasured }),
      ...(guard.warn !== undefined && { warn: guard.warn }),
    });
  const words = isFalse && value !== undefined ? [{ value }] : parts;
  return [source.slice(whole.start, sentence.start), ...words, source.slice(sentence.end, whole.end)].filter(
    (part) => part !== "",
  );

  function guardValue({ expression }: InlineExpression, struck?: Prose): string {
    // Values in a printed sentence are compared at their own place.
    const text = guardedSentence(cell, guard, inline, struck === undefined ? () => "…" : spokenText);
    const value = { version: 1, raw: struck === undefined, text, format: guardFormat } as const;
    const found = { place: context.place, expression, ...(struck && { parts: struck }) };
    return context.registry.value(value, reportId(id, context), found);
  }
}

/** Of a condition that another kernel evaluated, or an earlier version of this one. */
const unmeasured = "the kernel did not measure it";

/** The words of a guarded text, with the values computed for it. */
export function guardedSentence(
  cell: Cell,
  guard: AskedGuard,
  inline: readonly InlineResult[],
  shown: (value: Value) => string = spokenText,
): string {
  const gone = (start: number, end: number): InlinePart<string> => ({ start, end, parts: [] });
  const marks = guardsIn(cell).flatMap(({ whole, content }) =>
    isWithin(whole, guard.content) ? [gone(whole.start, content.start), gone(content.end, whole.end)] : [],
  );
  const values = inlineExpressions(cell).flatMap(({ id, kind, start, end }) => {
    const result = inline.find((each) => each.id === id);
    return kind === "value" && result?.status === "ok" ? [{ start, end, parts: [shown(result.value)] }] : [];
  });
  const leftOut = leftOutRanges(cell, inline).map(({ start, end }) => gone(start, end));
  const spans = [...leftOut, ...marks, ...values]
    .filter((span) => isWithin(span, guard.content))
    .sort((a, b) => a.start - b.start);
  const words = inlineProse(printedText(cell), spans, guard.content).join("");
  return words.replace(/\s+/g, " ").trim();
}

/** Quotation marks in the front matter have escapes, which are not printed. */
export const printedText = ({ cell_type, source }: Cell) =>
  cell_type === "raw" ? unescapedText(source) : source;

function resultParts(result: InlineResult, context: ProseContext): Prose {
  if (result.status === "error") return [`**[${escapeMarkdown(`${result.ename}: ${result.evalue}`)}]**`];
  return valueToProse(result.value, reportId(result.id, context), {
    ...context,
    expression: result.expression,
  });
}

/** Ids made from the cell's id are unique only within their notebook. */
const reportId = (id: string, { place, sectionId }: ProseContext): ValueId =>
  id.startsWith(`${place.cell}-`) ? { id: `${sectionId}.${id}` } : { id, named: true };

/** How a text refers to a figure or a table: `fig-joint-papers`. */
export function targetOf(block: Block): string | undefined {
  if (block.kind === "figure") return `fig-${block.id}`;
  return block.kind === "table" ? `tbl-${block.id}` : undefined;
}

export type LinkedPart = Exclude<ProsePart, string>;

/** A value as text, a citation as the page shows it. */
export function partWords(
  part: LinkedPart,
  { values, citations }: Pick<Report, "values" | "citations">,
  targetText = (target: string) => `@${target}`,
): string {
  if ("target" in part) return targetText(part.target);
  if ("citations" in part)
    return `(${part.citations.map((id) => own(citations, id)?.text ?? id).join("; ")})`;
  const value = own(values, part.value);
  return value === undefined ? "" : spokenText(value);
}

/** Prose as plain words. */
export function plainProse(prose: Prose, report: Pick<Report, "values" | "citations">): string {
  const words = prose.map((part) => (typeof part === "string" ? part : partWords(part, report)));
  return words.join("").trim();
}
