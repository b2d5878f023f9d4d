import type { Place, Prose, ProsePart } from "../model/report.js";
import type { CellFacts, InlineResult } from "../model/trace.js";
import type { RichText } from "../model/value.js";
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

/** `expression` gave the text, where it stands in prose. */
function partsToProse(
  { parts }: RichText,
  parent: string,
  {
    place,
    registry,
    expression,
  }: { readonly place: Place; readonly registry: Registry; readonly expression?: string },
): Prose {
  let count = 0;
  const prose = parts.map((part) => {
    if (typeof part === "string") return part;
    count += 1;
    return { value: registry.value(part, `${parent}.${count}`, place, expression) };
  });
  return registry.citations.prose(prose, `${placeName(place)}, ${parent}`);
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
  if (value.parts !== undefined)
    return partsToProse({ parts: value.parts }, value.id ?? derived, { place, registry, expression });
  return [{ value: registry.value(value, derived, place, expression) }];
}
