/** The figure of the verdict: R of every computation, one line per baseline, with the classes of the rule. */
import {
  atLeft,
  atRight,
  type Chart,
  colour,
  fixedScale,
  fmt,
  fromTopToBottom,
  gridLine,
  muted,
  niceScale,
  ofRows,
  pixelY,
  rule as line,
  type Spec,
  text,
  theme,
  tooltip,
  unlessEmpty,
  words,
} from "briefing/analysis";
import { sourceName } from "../pair/editions.js";
import type { Decision } from "../verdict/decide.js";
import { classes, type VerdictRule } from "../verdict/rule.js";

/** R of one computation and the choices behind it. */
export interface VerdictPoint {
  readonly baseline: string;
  readonly source: string;
  readonly series: string;
  readonly territory: string | null;
  readonly ratio: number;
}

/** Computations without an R are left out. */
export function verdictPoints({ ratios }: Pick<Decision, "ratios">): readonly VerdictPoint[] {
  const points: VerdictPoint[] = [];
  for (const { value, specification } of ratios) {
    if (value === null) continue;
    const { series, baseline } = specification;
    points.push({
      baseline: baseline.id,
      source: sourceName(series.choice.source),
      series: series.choice.reads,
      territory: series.territory,
      ratio: value,
    });
  }
  return points;
}

const top = 44;
const rowHeight = 34;
const shapes = ["circle", "diamond", "square"];

/** Every R against each baseline; values beyond the partial-decoupling limit are coloured. */
export function pointsSpec(rule: VerdictRule, decision: Pick<Decision, "ratios">): Chart {
  const points = verdictPoints(decision);
  const sources = unique(points, "source");
  const plot = layoutOf(points);
  return ofRows(
    { rows: points },
    {
      ...theme,
      height: plot.bottom + 20,
      layer: [
        ...keyLayers(sources),
        ...scaleLayers(plot),
        ...limitLayers(plot, rule),
        ...baselineLayers(plot),
        ...sources.map((_, place) => pointsLayer(plot, points, sources, place, rule)),
      ],
    },
  );
}

type Layout = ReturnType<typeof layoutOf>;

/** Where R and the baselines are in the plot. */
function layoutOf(points: readonly VerdictPoint[]) {
  const baselines = unique(points, "baseline");
  const { domain, ticks } = niceScale([...points.map(({ ratio }) => ratio), 1], "data");
  const scale = fixedScale("linear", domain);
  return {
    baselines,
    domain,
    ticks,
    bottom: top + baselines.length * rowHeight,
    x: (field: string): Spec => ({ field, type: "quantitative", scale, axis: null }),
    middle: (baseline: string): number => top + (baselines.indexOf(baseline) + 0.7) * rowHeight,
  };
}

/** Vertical lines at round values of R, with the values below. */
function scaleLayers({ ticks, bottom, x }: Layout): readonly Spec[] {
  const lines = ticks.map((at) => ({ at, top, bottom }));
  const labels = ticks.map((at) => ({ at, y: bottom + 12, written: fmt.ratio(at, { digits: 2 }).text }));
  return [
    line(gridLine, { x: x("at"), ...fromTopToBottom }, lines),
    text("center", muted, { x: x("at"), y: pixelY("y"), text: words("written") }, labels),
  ];
}

/** Dashed lines at the limits of the classes, and the names of the classes above. */
function limitLayers({ domain, bottom, x }: Layout, rule: VerdictRule): readonly Spec[] {
  const limits = Object.values(rule.limits).filter((limit) => limit > domain[0] && limit < domain[1]);
  const dashed = { strokeDash: [4, 3], color: colour("ink") };
  const lines = limits.map((at) => ({ at, top: top - 22, bottom }));
  const names = classNames(rule, domain).map(({ align, ...name }) => {
    const style = { ...muted, dx: align === "right" ? -5 : align === "left" ? 5 : 0 };
    return text(align, style, { x: x("at"), y: { value: top - 14 }, text: words("name") }, [name]);
  });
  return [...unlessEmpty(limits, () => [line(dashed, { x: x("at"), ...fromTopToBottom }, lines)]), ...names];
}

/** One horizontal line per baseline, with its years above. */
function baselineLayers({ baselines, middle }: Layout): readonly Spec[] {
  const lines = baselines.map((baseline) => ({ y: middle(baseline) }));
  const labels = baselines.map((baseline) => ({ baseline, y: middle(baseline) - 15 }));
  return [
    line(gridLine, { x: atLeft, x2: atRight, y: pixelY("y") }, lines),
    text("left", {}, { x: atLeft, y: pixelY("y"), text: words("baseline") }, labels),
  ];
}

/** The points of one source; sources are a little apart, so that their points do not cover each other. */
function pointsLayer(
  { x, middle }: Layout,
  points: readonly VerdictPoint[],
  sources: readonly string[],
  place: number,
  rule: VerdictRule,
): Spec {
  const distance = (place - (sources.length - 1) / 2) * 7;
  const values = points
    .filter(({ source }) => source === sources[place])
    .map((point) => ({
      ...point,
      y: middle(point.baseline) + distance,
      written: fmt.ratio(point.ratio, { digits: 3 }).text,
      isBelow: point.ratio < rule.limits.partial,
    }));
  const below = { test: "datum.isBelow", value: colour("accent") };
  return {
    data: { values },
    mark: markOf(place),
    encoding: {
      x: x("ratio"),
      y: pixelY("y"),
      color: { condition: below, value: colour("rule") },
      ...tooltip({ written: "R", baseline: "Baseline", series: "Counted", territory: "Territory" }),
    },
  };
}

const markOf = (place: number): Spec => ({
  type: "point",
  filled: true,
  opacity: 0.75,
  size: 70,
  shape: shapes[place % shapes.length],
});

function unique(points: readonly VerdictPoint[], field: "source" | "baseline"): readonly string[] {
  return [...new Set(points.map((point) => point[field]))];
}

/** The marker shape of each source, above the plot. */
function keyLayers(sources: readonly string[]): readonly Spec[] {
  return sources.flatMap((source, place) => {
    const left = 5 + place * 90;
    return [
      {
        data: { values: [{}] },
        mark: { ...markOf(place), color: colour("rule"), tooltip: null },
        encoding: { x: { value: left }, y: { value: 7 } },
      },
      text("left", muted, { x: { value: left + 9 }, y: { value: 7 }, text: words("source") }, [{ source }]),
    ];
  });
}

interface ClassName {
  readonly name: string;
  readonly at: number;
  readonly align: "left" | "center" | "right";
}

/** Labels of the visible classes, each at the class's limit. */
function classNames(
  { limits: { full, partial, recoupled }, names }: VerdictRule,
  [low, high]: readonly [number, number],
): readonly ClassName[] {
  const edges = [-Infinity, full, partial, recoupled, Infinity];
  return classes.flatMap((id, place): readonly ClassName[] => {
    const from = edges[place] ?? low;
    const to = edges[place + 1] ?? high;
    if (to <= low || from >= high) return [];
    const isCutLeft = from <= low;
    const isCutRight = to >= high;
    const name = names[id];
    if (isCutLeft !== isCutRight)
      return [isCutLeft ? { name, at: to, align: "right" } : { name, at: from, align: "left" }];
    return [{ name, at: (Math.max(from, low) + Math.min(to, high)) / 2, align: "center" }];
  });
}
