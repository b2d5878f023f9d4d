import { isRecord } from "../../../lib/is-record.js";
import type { Layout } from "./theme.js";

export type SpecObject = Readonly<Record<string, unknown>>;

/** How a spec is fitted to the width of its column. */
export type Sizing = ReturnType<typeof sizing>;

export function sizing(spec: SpecObject, width: number) {
  const plots = plotsAcross(spec);
  if (plots === undefined) {
    const type = hasRowsAsSteps(spec) ? "fit-x" : "fit";
    const autosize = spec["autosize"] ?? { type, contains: "padding" };
    // One plot: Vega fits it, labels included.
    return { kind: "fitted", spec: { ...spec, width, autosize } as SpecObject } as const;
  }
  const columns = width < 480 ? 1 : Math.min(plots, 3);
  const wrapped = wrapFacets(spec, columns);
  // Several plots: each is given a width, and the space for labels is measured after drawing.
  const withPlots = (each: number): SpecObject => ({ ...resize(wrapped, Math.max(60, each)), columns });
  return { kind: "composed", columns, withPlots } as const;
}

/** The number of plots side by side in a composed view; undefined for one plot. */
function plotsAcross(spec: SpecObject): number | undefined {
  const views = concatenated(spec);
  if (views !== undefined) return views.key === "vconcat" ? 1 : views.parts.length;
  if (!("repeat" in spec) && !isFaceted(spec)) return undefined;
  return typeof spec["columns"] === "number" ? spec["columns"] : 3;
}

/** The views that a view consists of, and the key that holds them; undefined for any other view. */
function concatenated(spec: SpecObject) {
  const key = (["hconcat", "concat", "vconcat"] as const).find((name) => Array.isArray(spec[name]));
  return key && { key, parts: spec[key] as readonly SpecObject[] };
}

/** Throws if the encoding is null. */
const isFaceted = ({ encoding = {}, ...spec }: SpecObject): boolean =>
  "facet" in spec || Object.keys(encoding as object).some((name) => /^(?:facet|row|column)$/.test(name));

/** Wraps column facets, which Vega-Lite never does, after this many columns. */
function wrapFacets(spec: SpecObject, columns: number): SpecObject {
  const encoding = spec["encoding"] as SpecObject | undefined;
  if (encoding !== undefined && !("row" in encoding)) {
    const { column, facet = column, ...others } = encoding;
    if (isRecord(facet)) return { ...spec, encoding: { ...others, facet: { ...facet, columns } } };
  }
  const { facet } = spec;
  if (!isRecord(facet) || !isRecord(facet["column"]) || "row" in facet) return spec;
  return { ...spec, facet: facet["column"] };
}

export const layoutOf = (spec: SpecObject): Layout => ({
  rows: hasRowsAsSteps(spec) ? "steps" : "scale",
  plots: isFaceted(spec) ? "headed" : "alone",
});

function resize(spec: SpecObject, width: number): SpecObject {
  const views = concatenated(spec);
  if (views !== undefined) return { ...spec, [views.key]: views.parts.map((part) => resize(part, width)) };
  if (isRecord(spec["spec"])) return { ...spec, spec: resize(spec["spec"], width) };
  return { ...spec, width, ...(spec["height"] === undefined ? { height: Math.min(220, width * 0.75) } : {}) };
}

/** Categories on the vertical axis take one step each, so that the height follows their number. */
function hasRowsAsSteps(spec: SpecObject): boolean {
  if (spec["height"] !== undefined) return typeof spec["height"] === "object";
  const layers = Array.isArray(spec["layer"]) ? (spec["layer"] as readonly SpecObject[]) : [];
  return [spec, ...layers].some((view) => {
    const y = (view["encoding"] as SpecObject | undefined)?.["y"] as SpecObject | undefined;
    return y?.["type"] === "nominal" || y?.["type"] === "ordinal";
  });
}
