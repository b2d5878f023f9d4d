import type { Layout } from "./theme.js";

export type SpecObject = Readonly<Record<string, unknown>>;

/** How a spec is fitted to the width of its column. */
export type Sizing =
  /** One plot: Vega fits it, labels included. */
  | { readonly kind: "fitted"; readonly spec: SpecObject }
  /** Several plots: each is given a width, and the space for labels is measured after drawing. */
  | {
      readonly kind: "composed";
      readonly columns: number;
      readonly withPlots: (width: number) => SpecObject;
    };

export function sizing(spec: SpecObject, width: number): Sizing {
  const plots = plotsAcross(spec);
  if (plots === undefined) {
    const type = hasRowsAsSteps(spec) ? "fit-x" : "fit";
    const autosize = spec["autosize"] ?? { type, contains: "padding" };
    return { kind: "fitted", spec: { ...spec, width, autosize } };
  }
  const columns = width < 480 ? 1 : Math.min(plots, 3);
  const wrapped = wrapFacets(spec, columns);
  const withPlots = (each: number) => ({ ...resize(wrapped, Math.max(60, each)), columns });
  return { kind: "composed", columns, withPlots };
}

/** The number of plots side by side in a composed view; undefined for one plot. */
function plotsAcross(spec: SpecObject): number | undefined {
  for (const key of ["hconcat", "concat", "vconcat"] as const) {
    const parts = spec[key];
    if (Array.isArray(parts)) return key === "vconcat" ? 1 : parts.length;
  }
  const channels = spec["encoding"] as SpecObject | undefined;
  const isFaceted =
    channels !== undefined && (["facet", "row", "column"] as const).some((name) => name in channels);
  if (!("facet" in spec) && !("repeat" in spec) && !isFaceted) return undefined;
  return typeof spec["columns"] === "number" ? spec["columns"] : 3;
}

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

const isRecord = (x: unknown): x is SpecObject => typeof x === "object" && x !== null && !Array.isArray(x);

export function layoutOf(spec: SpecObject): Layout {
  const encoding = spec["encoding"] as SpecObject | undefined;
  const isFaceted =
    "facet" in spec || Object.keys(encoding ?? {}).some((name) => /^(?:facet|row|column)$/.test(name));
  return { rows: hasRowsAsSteps(spec) ? "steps" : "scale", plots: isFaceted ? "headed" : "alone" };
}

function resize(spec: SpecObject, width: number): SpecObject {
  for (const key of ["hconcat", "concat", "vconcat"] as const) {
    const parts = spec[key];
    if (Array.isArray(parts)) return { ...spec, [key]: parts.map((part: SpecObject) => resize(part, width)) };
  }
  const inner = spec["spec"];
  if (typeof inner === "object" && inner !== null)
    return { ...spec, spec: resize(inner as SpecObject, width) };
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
