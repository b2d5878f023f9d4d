import type { Place, Prose, ProsePart } from "../../model/report.js";
import { isStruck } from "../../model/guard.js";
import type { CellFacts, InlineResult } from "../../model/trace.js";
import type { RichText, Value } from "../../model/value.js";
import type { Cell } from "../notebook/contract.js";
import { inlineExpressions } from "../notebook/inline.js";
import { findReferences } from "./citations/find.js";
import { placeName, ReportError } from "./errors.js";
import type { Registry } from "./registry.js";

type Part = ProsePart;

/** Text out of a bundle; values without an id of their own are numbered below the id of what they stand in. */
export function richTextToProse(text: RichText, parent: string, place: Place, registry: Registry): Prose {
  return partsToProse(text, parent, { place, registry });
}

interface ProseContext {
  readonly place: Place;
  readonly registry: Registry;
  /** The inline expression that gave the text, where it stands in prose. */
  readonly expression?: string;
}

function partsToProse({ parts }: RichText, parent: string, context: ProseContext): Prose {
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
  const parts = value.parts && partsToProse({ parts: value.parts }, id, context);
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
  place: Place,
  registry: Registry,
): readonly InlinePart[] {
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
    return { start: span.start, end: span.end, parts: resultParts(result, sectionId, place, registry) };
  });
  return [...results, ...referenceParts(cell, place, registry)].sort((a, b) => a.start - b.start);
}

function referenceParts(
  { source, cell_type }: Cell,
  place: Place,
  registry: Registry,
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
  const parts: Part[] = [];
  let end = 0;
  for (const span of inline) {
    if (span.start > end) parts.push(source.slice(end, span.start));
    parts.push(...span.parts);
    end = span.end;
  }
  if (end < source.length) parts.push(source.slice(end));
  return parts;
}

/** The same for a text taken out of a cell, in which the spans stand as they are written. */
export function replaceSpans(text: string, source: string, inline: readonly InlinePart[]): Prose {
  let parts: readonly Part[] = [text];
  for (const { start, end, parts: given } of inline) {
    const span = source.slice(start, end);
    parts = parts.flatMap((piece) => {
      if (typeof piece !== "string") return [piece];
      return piece.split(span).flatMap((rest, index) => (index === 0 ? [rest] : [...given, rest]));
    });
  }
  return parts.filter((part) => part !== "");
}

function resultParts(result: InlineResult, sectionId: string, place: Place, registry: Registry): Prose {
  if (result.status === "error") return [`**[${result.ename}: ${result.evalue}]**`];
  // Ids made from the cell's own are unique in their notebook only.
  const derived = result.id.startsWith(`${place.cell}-`) ? `${sectionId}.${result.id}` : result.id;
  const { value, expression } = result;
  return valueToProse(value, derived, { place, registry, expression });
}
