export interface SizedSpec {
  readonly spec: Readonly<Record<string, unknown>>;
  /** Vega fits the drawing into the width by itself. */
  readonly isFitted: boolean;
  /** What was taken off for labels between the plots. */
  readonly overhang: number;
}

type SpecObject = Readonly<Record<string, unknown>>;

/** Gives a spec the width of the column, in the way its kind of view takes it. */
export function sizeSpec(spec: SpecObject, width: number, overhang = 0): SizedSpec {
  const plots = plotsAcross(spec);
  if (plots === undefined) {
    const fit = hasRowsAsSteps(spec) ? "fit-x" : "fit";
    return {
      spec: { ...spec, width, autosize: spec["autosize"] ?? { type: fit, contains: "padding" } },
      isFitted: true,
      overhang: 0,
    };
  }
  const columns = width < 480 ? Math.min(plots, 1) : Math.min(plots, 3);
  const each = Math.max(60, (width - overhang) / columns);
  return { spec: { ...resize(spec, each), columns }, isFitted: false, overhang };
}

/** How many plots a composed view sets side by side; undefined for one plot. */
function plotsAcross(spec: SpecObject): number | undefined {
  for (const key of ["hconcat", "concat", "vconcat"]) {
    const parts = spec[key];
    if (Array.isArray(parts)) return key === "vconcat" ? 1 : parts.length;
  }
  const channels = spec["encoding"] as SpecObject | undefined;
  const isFaceted = channels !== undefined && ["facet", "row", "column"].some((name) => name in channels);
  if (!("facet" in spec) && !("repeat" in spec) && !isFaceted) return undefined;
  return typeof spec["columns"] === "number" ? spec["columns"] : 3;
}

function resize(spec: SpecObject, width: number): SpecObject {
  for (const key of ["hconcat", "concat", "vconcat"]) {
    const parts = spec[key];
    if (Array.isArray(parts)) return { ...spec, [key]: parts.map((part: SpecObject) => resize(part, width)) };
  }
  const inner = spec["spec"];
  if (typeof inner === "object" && inner !== null)
    return { ...spec, spec: resize(inner as SpecObject, width) };
  return { ...spec, width, ...(spec["height"] === undefined ? { height: Math.min(220, width * 0.75) } : {}) };
}

/** Categories down the side take a step each: the drawing is as tall as they are many. */
function hasRowsAsSteps(spec: SpecObject): boolean {
  if (spec["height"] !== undefined) return typeof spec["height"] === "object";
  const layers = Array.isArray(spec["layer"]) ? (spec["layer"] as readonly SpecObject[]) : [];
  return [spec, ...layers].some((view) => {
    const y = (view["encoding"] as SpecObject | undefined)?.["y"] as SpecObject | undefined;
    return y?.["type"] === "nominal" || y?.["type"] === "ordinal";
  });
}
