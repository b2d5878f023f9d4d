/** What the figure of all computations of R shows: a point each, the choices that made it, and the classes. */
import { type CurveSeries } from "../../authoring/charts/specification-table.js";
import { specificationCurve } from "../../authoring/charts/specification-curve.js";
import type { Spec } from "../../authoring/charts/spec.js";
import * as fmt from "../../authoring/show/fmt.js";
import { sourceName } from "../pair/editions.js";
import type { Decision } from "../verdict/decide.js";
import type { VerdictRule } from "../verdict/rule.js";
import { own } from "../../lib/own.js";

/** R of one computation, and for each question the choice that was made. */
export interface CurvePoint {
  readonly value: number;
  readonly text: string;
  /** The source. */
  readonly series: string;
  readonly choices: { readonly series: string; readonly baseline: string; readonly territory: string };
}

/** Computations without an R are left out. */
export function curvePoints({ ratios }: Pick<Decision, "ratios">): readonly CurvePoint[] {
  return ratios.flatMap(({ value, specification: { series, baseline } }) =>
    value === null
      ? []
      : [
          {
            value,
            text: fmt.ratio(value, { digits: 3 }).text,
            series: series.choice.source,
            choices: {
              series: series.choice.id,
              baseline: baseline.id,
              territory: series.territory ?? "unknown",
            },
          },
        ],
  );
}

/** A class of R between its limits. */
export interface ClassBand {
  readonly label: string;
  readonly shade: "shaded" | "clear";
  readonly from?: number;
  readonly to?: number;
}

/** The classes that hold a point, with an edge towards a class that holds one too. */
export function classBands(
  points: readonly Pick<CurvePoint, "value">[],
  { limits: { full, partial, recoupled }, names }: Pick<VerdictRule, "limits" | "names">,
): readonly ClassBand[] {
  const bands = [
    { id: "full", from: -Infinity, to: full, has: (value: number) => value <= full },
    { id: "partial", from: full, to: partial, has: (value: number) => value > full && value < partial },
    {
      id: "none",
      from: partial,
      to: recoupled,
      has: (value: number) => value >= partial && value <= recoupled,
    },
    { id: "recoupled", from: recoupled, to: Infinity, has: (value: number) => value > recoupled },
  ] as const;
  const held = bands.map(({ has }) => points.some(({ value }) => has(value)));
  return bands.flatMap(({ id, from, to }, place) =>
    held[place] === true
      ? [
          {
            ...{ label: names[id], shade: place % 2 === 1 ? ("shaded" as const) : ("clear" as const) },
            ...(held.slice(0, place).includes(true) && { from }),
            ...(held.slice(place + 1).includes(true) && { to }),
          },
        ]
      : [],
  );
}

/** The questions under the figure and their answers, in the order of the rule. */
export function curveChoices({ series, baselines, territories, words }: VerdictRule) {
  const answers = (keys: readonly string[]) => keys.map((key) => ({ key, label: key }));
  return [
    {
      ...{ key: "series", label: words["curve-series"] },
      answers: series.map(({ id, short }) => ({ key: id, label: short })),
    },
    { key: "baseline", label: words["curve-baseline"], answers: answers(baselines.map(({ id }) => id)) },
    { key: "territory", label: words["curve-territory"], answers: answers([...territories, "unknown"]) },
  ];
}

/** How the sources of the rule are drawn; of one that is not named here, the third way. */
const sourceSigns: Readonly<Record<string, Pick<CurveSeries, "colour" | "shape">>> = {
  nsf: { colour: "muted", shape: "square" },
  openalex: { colour: "joint", shape: "circle" },
};

/** The figure of all computations of a year: each R, sorted, and under it the choices that made it. */
export function curveSpec(rule: VerdictRule, decision: Pick<Decision, "ratios">): Spec {
  const rows = curvePoints(decision);
  const sources = [...new Set(rows.map(({ series }) => series))];
  return specificationCurve({
    rows,
    series: sources.map((source) => ({
      ...{ key: source, label: sourceName(source) },
      ...(own(sourceSigns, source) ?? { colour: "others", shape: "diamond" }),
    })),
    choices: curveChoices(rule),
    bands: classBands(rows, rule),
    style: "ratio",
  });
}
