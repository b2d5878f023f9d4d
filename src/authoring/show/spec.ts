/** What can be wrong with a spec, found before it is drawn: Vega-Lite itself draws nothing and says nothing. */
import { AuthoringError } from "./errors.js";
import { checkFields } from "./fields.js";
import { isObject, type Spec } from "./json.js";

const maximalPoints = 50_000;

/** Specs are JSON: a copy shows what would travel, and that it can. */
export function withoutPrototype(spec: unknown, what: string): Spec {
  if (isObject(spec)) return JSON.parse(JSON.stringify(spec)) as Spec;
  throw new AuthoringError(`${what}: the spec is missing`, {
    hint: "Pass a Vega-Lite spec, or a chart function's result: figure({ spec: charts.lineWithBounds(…) }).",
  });
}

export function checkSpec(spec: Spec, what: string): void {
  const url = findUrl(spec, "spec");
  if (url !== undefined)
    throw new AuthoringError(`${what}: ${url} would load something from outside the page`, {
      hint: "Load the rows with load() and put them into data.values.",
    });
  const points = drawnRows(spec).length;
  if (points === 0)
    throw new AuthoringError(`${what}: there is nothing to draw, the data are empty`, {
      hint: "Look at the filter that made the rows; an empty figure is never published.",
    });
  if (points > maximalPoints)
    throw new AuthoringError(
      `${what}: ${points} points are more than the ${maximalPoints} a page can carry`,
      {
        hint: "Aggregate before drawing.",
      },
    );
  checkFields(spec, what);
}

/** All rows inlined anywhere in the spec, in document order. */
export function drawnRows(spec: unknown): readonly Spec[] {
  if (Array.isArray(spec)) return spec.flatMap(drawnRows);
  if (!isObject(spec)) return [];
  return Object.entries(spec).flatMap(([key, part]) => {
    if (key === "datasets" && isObject(part)) return Object.values(part).flatMap(rowsOf);
    if (key === "data" && isObject(part)) return rowsOf(part["values"]);
    return drawnRows(part);
  });
}

function rowsOf(values: unknown): readonly Spec[] {
  return Array.isArray(values) ? values.map((row) => (isObject(row) ? row : { data: row as unknown })) : [];
}

function findUrl(part: unknown, path: string): string | undefined {
  if (Array.isArray(part))
    return firstDefined(part.map((item, index) => [`${path}[${String(index)}]`, item]));
  if (!isObject(part)) return undefined;
  if (typeof part["url"] === "string" || isObject(part["url"])) return `${path}.url`;
  return firstDefined(
    // Rows may hold whatever they like: they are drawn, not loaded.
    Object.entries(part)
      .filter(([key]) => key !== "values" && key !== "datasets" && key !== "$schema")
      .map(([key, item]) => [`${path}.${key}`, item]),
  );
}

function firstDefined(parts: readonly (readonly [string, unknown])[]): string | undefined {
  for (const [path, item] of parts) {
    const found = findUrl(item, path);
    if (found !== undefined) return found;
  }
  return undefined;
}
