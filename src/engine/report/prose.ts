import { isStruck } from "../../model/guard.js";
import type { Place, Prose } from "../../model/report.js";
import type { CellFacts, InlineResult } from "../../model/trace.js";
import type { RichText, Value } from "../../model/value.js";
import type { Cell } from "../notebook/contract.js";
import { inlineExpressions } from "../notebook/inline.js";
import { findReferences } from "../notebook/markdown/read.js";
import { placeName, ReportError } from "./errors.js";
import type { Registry } from "./registry.js";

/** Where a text stands, and what is kept of it. */
export interface ProseContext {
  readonly place: Place;
  readonly registry: Registry;
  /** The inline expression that gave the text, where it stands in prose. */
  readonly expression?: string;
}

/** Text out of a bundle; values without an id of their own are numbered below the id of what they stand in. */
export function richTextToProse({ parts }: RichText, parent: string, context: ProseContext): Prose {
  let count = 0;
  const prose = parts.flatMap((part): Prose => {
    if (typeof part === "string") return [part];
    count += 1;
    return valueToProse(part, `${parent}.${count}`, context);
  });
  return context.registry.citations.prose(prose, `${placeName(context.place)}, ${parent}`);
}

/** A value under its own id or the one given; a text by its parts; a sentence that is no longer true as one, with them. */
export function valueToProse(value: Value, derivedId: string, context: ProseContext): Prose {
  const id = value.id ?? derivedId;
  const parts = value.parts && richTextToProse({ parts: value.parts }, id, context);
  if (parts !== undefined && !isStruck(value)) return parts;
  const { registry, place, expression } = context;
  const found = { place, ...(expression === undefined ? {} : { expression }), ...(parts && { parts }) };
  return [{ value: registry.value(value, id, found) }];
}

/** An inline expression, citation or cross-reference of a cell and what stands on the page for it. */
export interface InlinePart {
  readonly start: number;
  readonly end: number;
  readonly parts: Prose;
}

/** What a cell's inline expressions gave and what it cites, at their places in its source, in their order. */
export function inlineParts(
  cell: Cell,
  facts: CellFacts | undefined,
  sectionId: string,
  context: ProseContext,
): readonly InlinePart[] {
  const { place, registry } = context;
  const spans = new Map(inlineExpressions(cell).map((expression) => [expression.id, expression]));
  const results = (facts?.inline ?? []).flatMap((result) => {
    const span = spans.get(result.id);
    if (span?.expression !== result.expression) {
      const error = new ReportError(
        `${placeName(place)}: the executed notebook records an inline expression at ${result.line}:${result.column} that its text does not have.`,
        { hint: "Execute the notebook again: its text was changed after it was executed." },
      );
      registry.fault(error);
      return [];
    }
    return { start: span.start, end: span.end, parts: resultParts(result, sectionId, context) };
  });
  return [...results, ...referenceParts(cell, context)].sort((a, b) => a.start - b.start);
}

function resultParts(result: InlineResult, sectionId: string, context: ProseContext): Prose {
  if (result.status === "error") return [`**[${result.ename}: ${result.evalue}]**`];
  // Ids made from the cell's own are unique in their notebook only.
  const isDerived = result.id.startsWith(`${context.place.cell}-`);
  const id = isDerived ? `${sectionId}.${result.id}` : result.id;
  return valueToProse(result.value, id, { ...context, expression: result.expression });
}

function referenceParts(
  { source, cell_type }: Cell,
  { place, registry }: ProseContext,
): readonly InlinePart[] {
  if (cell_type !== "markdown") return [];
  return findReferences(source).flatMap((found) => {
    const line = source.slice(0, found.start).split("\n").length;
    const part = registry.citations.part(found, `${placeName(place)}, line ${line}`);
    return part === undefined ? [] : [{ start: found.start, end: found.end, parts: [part] }];
  });
}

/** A Markdown cell's text with its inline expressions replaced by what they gave. */
export function inlineProse(source: string, inline: readonly InlinePart[]): Prose {
  let end = 0;
  const parts = inline.flatMap((span) => {
    const before = source.slice(end, span.start);
    end = span.end;
    return [before, ...span.parts];
  });
  return [...parts, source.slice(end)].filter((part) => part !== "");
}

/** The same for a text taken out of a cell, in which the spans stand as they are written. */
export function replaceSpans(text: string, source: string, inline: readonly InlinePart[]): Prose {
  let parts: Prose = [text];
  for (const { start, end, parts: given } of inline) {
    const span = source.slice(start, end);
    parts = parts.flatMap((piece) => {
      if (typeof piece !== "string") return [piece];
      return piece.split(span).flatMap((rest, index) => (index === 0 ? [rest] : [...given, rest]));
    });
  }
  return parts.filter((part) => part !== "");
}
