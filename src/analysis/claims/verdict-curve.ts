/** What the figure of all computations of R shows: a point each, the choices that made it, and the classes. */
import type { Decision, VerdictRule } from "../verdict/index.js";
import * as fmt from "../../authoring/show/fmt.js";
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
  { limits: { full, partial, recoupled } }: Pick<VerdictRule, "limits">,
): readonly ClassBand[] {
  const held = [
    { label: "full decoupling", from: -Infinity, to: full, has: (value: number) => value <= full },
    {
      label: "partial decoupling",
      from: full,
      to: partial,
      has: (value: number) => value > full && value < partial,
    },
    {
      label: "no decoupling",
      from: partial,
      to: recoupled,
      has: (value: number) => value >= partial && value <= recoupled,
    },
    { label: "recoupling", from: recoupled, to: Infinity, has: (value: number) => value > recoupled },
  ].map((one, place) => ({
    ...one,
    shade: place % 2 === 1 ? ("shaded" as const) : ("clear" as const),
    holds: points.some(({ value }) => one.has(value)),
  }));
  const isAny = (some: typeof held) => some.some(({ holds }) => holds);
  return held.flatMap(({ label, shade, from, to, holds }, place) =>
    holds
      ? [
          {
            ...{ label, shade },
            ...(isAny(held.slice(0, place)) && { from }),
            ...(isAny(held.slice(place + 1)) && { to }),
          },
        ]
      : [],
  );
}

/** Short names of the series under the figure. */
const seriesNames: Partial<Record<string, string>> = {
  "nsf-papers": "papers",
  "world-fitted": "links, all",
  "world-expected": "links, all, simple",
  "listed-fitted": "links, panel",
};

/** The questions under the figure and their answers, in the order of the rule. */
export function curveChoices({ series, baselines, territories }: VerdictRule) {
  const answers = (keys: readonly string[]) =>
    keys.map((key) => ({ key, label: own(seriesNames, key) ?? key }));
  return [
    { key: "series", label: "Counted", answers: answers(series.map(({ id }) => id)) },
    { key: "baseline", label: "Baseline", answers: answers(baselines.map(({ id }) => id)) },
    { key: "territory", label: "Hong Kong, Macau", answers: answers([...territories, "unknown"]) },
  ];
}
