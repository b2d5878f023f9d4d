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
  return ratios.flatMap(({ value, specification: { series, baseline } }) =>
    value === null
      ? []
      : [
          {
            baseline: baseline.id,
            source: sourceName(series.choice.source),
            series: series.choice.reads,
            territory: series.territory,
            ratio: value,
          },
        ],
  );
}

const top = 44;
const rowHeight = 34;
const shapes = ["circle", "diamond", "square"];

/** Every R against each baseline; values beyond the partial-decoupling limit are coloured. */
export function pointsSpec(rule: VerdictRule, decision: Pick<Decision, "ratios">): Chart {
  const points = verdictPoints(decision);
  const sources = unique(points, "source");
  const baselines = unique(points, "baseline");
  const { domain, ticks } = niceScale([...points.map(({ ratio }) => ratio), 1], "data");
  const x = (field: string): Spec => ({
    field,
    type: "quantitative",
    scale: fixedScale("linear", domain),
    axis: null,
  });
  const bottom = top + baselines.length * rowHeight;
  const middle = (baseline: string) => top + (baselines.indexOf(baseline) + 0.7) * rowHeight;
  const limits = Object.values(rule.limits).filter((limit) => limit > domain[0] && limit < domain[1]);
  const across = { top, bottom };
  return ofRows(
    { rows: points },
    {
      ...theme,
      height: bottom + 20,
      layer: [
        ...keyLayers(sources),
        line(
          gridLine,
          { x: x("at"), ...fromTopToBottom },
          ticks.map((at) => ({ at, ...across })),
        ),
        text("center", muted, { x: x("at"), y: pixelY("y"), text: words("written") }, [
          ...ticks.map((at) => ({ at, y: bottom + 12, written: fmt.ratio(at, { digits: 2 }).text })),
        ]),
        ...unlessEmpty(limits, () => [
          line(
            { strokeDash: [4, 3], color: colour("ink") },
            { x: x("at"), ...fromTopToBottom },
            limits.map((at) => ({ at, top: top - 22, bottom })),
          ),
        ]),
        ...classNames(rule, domain).map(({ align, ...name }) =>
          text(
            align,
            { ...muted, dx: align === "right" ? -5 : align === "left" ? 5 : 0 },
            {
              x: x("at"),
              y: { value: top - 14 },
              text: words("name"),
            },
            [name],
          ),
        ),
        line(gridLine, { x: atLeft, x2: atRight, y: pixelY("y") }, [
          ...baselines.map((baseline) => ({ y: middle(baseline) })),
        ]),
        text("left", {}, { x: atLeft, y: pixelY("y"), text: words("baseline") }, [
          ...baselines.map((baseline) => ({ baseline, y: middle(baseline) - 15 })),
        ]),
        ...sources.map((source, place): Spec => ({
          data: {
            values: points
              .filter((point) => point.source === source)
              .map((point) => ({
                ...point,
                y: middle(point.baseline) + (place - (sources.length - 1) / 2) * 7,
                written: fmt.ratio(point.ratio, { digits: 3 }).text,
                isBelow: point.ratio < rule.limits.partial,
              })),
          },
          mark: markOf(place),
          encoding: {
            x: x("ratio"),
            y: pixelY("y"),
            color: {
              condition: { test: "datum.isBelow", value: colour("accent") },
              value: colour("rule"),
            },
            ...tooltip({ written: "R", baseline: "Baseline", series: "Counted", territory: "Territory" }),
          },
        })),
      ],
    },
  );
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
