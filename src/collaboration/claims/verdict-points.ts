/** The figure of the verdict: R of every computation by baseline, over bands for the classes of the rule. */
import {
  atLeft,
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
const rowHeight = 46;
/** At least this much of the scale is shown, so that little or no change is seen whole. */
const shown = [0.85, 1.13];

/** Every R by baseline, on a bar from the least to the greatest; filled or open by source. */
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
        ...scaleLayers(plot),
        ...bandLayers(plot, rule, points),
        ...keyLayers(sources),
        ...baselineLayers(plot, points),
        ...sources.map((_, place) => pointsLayer(plot, points, sources, place)),
      ],
    },
  );
}

type Layout = ReturnType<typeof layoutOf>;

/** Where R and the baselines are in the plot. */
function layoutOf(points: readonly VerdictPoint[]) {
  const baselines = unique(points, "baseline");
  const { domain, ticks } = niceScale([...points.map(({ ratio }) => ratio), ...shown], "data");
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

/** A band for each class between its limits, every other one shaded, with a line at each limit and the name above. */
function bandLayers(
  { domain, bottom, x }: Layout,
  rule: VerdictRule,
  points: readonly VerdictPoint[],
): readonly Spec[] {
  const bands = bandsOf(rule, domain, points).map((band) => ({ ...band, top: top - 22, bottom }));
  const shaded = bands.filter(({ isShaded }) => isShaded);
  const limits = bands
    .filter(({ from }) => from > domain[0])
    .map(({ from, bottom: end, top: start }) => ({
      at: from,
      top: start,
      bottom: end,
    }));
  const across = { x: x("from"), x2: { field: "to" }, ...fromTopToBottom };
  const dashed = { strokeDash: [4, 3], color: colour("ink") };
  return [
    ...unlessEmpty(shaded, (rows) => [
      {
        data: { values: rows },
        mark: { type: "rect", color: colour("grid"), opacity: 0.6, tooltip: null },
        encoding: across,
      },
    ]),
    ...unlessEmpty(limits, (rows) => [line(dashed, { x: x("at"), ...fromTopToBottom }, rows)]),
    ...bands
      .filter(({ name }) => name !== null)
      .map(({ name, from, to, align }) => {
        const style = { ...muted, dx: align === "right" ? -5 : 5 };
        const at = align === "right" ? to : from;
        return text(align, style, { x: x("at"), y: { value: top - 14 }, text: words("name") }, [
          { name, at },
        ]);
      }),
  ];
}

/** One horizontal bar per baseline, from the least R to the greatest, with the years above it. */
function baselineLayers({ baselines, middle, x }: Layout, points: readonly VerdictPoint[]): readonly Spec[] {
  const bars = baselines.map((baseline) => {
    const own = points.filter((point) => point.baseline === baseline).map(({ ratio }) => ratio);
    return { y: middle(baseline), least: Math.min(...own), most: Math.max(...own) };
  });
  const labels = baselines.map((baseline) => ({ baseline, y: middle(baseline) - 20 }));
  const bar = { color: colour("rule"), strokeWidth: 6, opacity: 0.45 };
  return [
    line(bar, { x: x("least"), x2: { field: "most" }, y: pixelY("y") }, bars),
    text("left", { dx: 4 }, { x: atLeft, y: pixelY("y"), text: words("baseline") }, labels),
  ];
}

/** The points of one source; sources are a little apart, so that their points do not cover each other. */
function pointsLayer(
  { x, middle }: Layout,
  points: readonly VerdictPoint[],
  sources: readonly string[],
  place: number,
): Spec {
  const distance = (place - (sources.length - 1) / 2) * 10;
  const values = points
    .filter(({ source }) => source === sources[place])
    .map((point) => ({
      ...point,
      y: middle(point.baseline) + distance,
      territory: point.territory ?? "–",
      written: fmt.ratio(point.ratio, { digits: 3 }).text,
    }));
  return {
    data: { values },
    mark: markOf(place),
    encoding: {
      x: x("ratio"),
      y: pixelY("y"),
      ...tooltip({ written: "R", baseline: "Baseline", series: "Counted", territory: "Territory" }),
    },
  };
}

/** The first source is filled, the others are open: readable without colour. */
const markOf = (place: number): Spec => ({
  type: "point",
  opacity: 1,
  size: 55,
  strokeWidth: 1.5,
  stroke: colour("ink"),
  fill: colour(place === 0 ? "ink" : "paper"),
  shape: place > 1 ? "square" : "circle",
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
        mark: { ...markOf(place), tooltip: null },
        encoding: { x: { value: left }, y: { value: 7 } },
      },
      text("left", muted, { x: { value: left + 9 }, y: { value: 7 }, text: words("source") }, [{ source }]),
    ];
  });
}

interface Band {
  /** Null if the class contains no point. */
  readonly name: string | null;
  readonly from: number;
  readonly to: number;
  readonly isShaded: boolean;
  /** Beside the limit that the points are compared with. */
  readonly align: "left" | "right";
}

/** The visible part of each class. */
function bandsOf(
  { limits: { full, partial, recoupled }, names }: VerdictRule,
  [low, high]: readonly [number, number],
  points: readonly VerdictPoint[],
): readonly Band[] {
  const edges = [-Infinity, full, partial, recoupled, Infinity];
  return classes.flatMap((id, place): readonly Band[] => {
    const from = edges[place] ?? low;
    const to = edges[place + 1] ?? high;
    if (to <= low || from >= high) return [];
    return [
      {
        name: points.some(({ ratio }) => ratio >= from && ratio < to) ? names[id] : null,
        from: Math.max(from, low),
        to: Math.min(to, high),
        isShaded: place % 2 === 1,
        align: from <= low ? "right" : "left",
      },
    ];
  });
}
