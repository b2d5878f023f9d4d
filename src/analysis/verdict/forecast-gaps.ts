import { type GapBand, gapBand } from "../change/gap.js";
import type { Modelled } from "../estimate.js";
import type { AffinitySeries } from "./facts.js";
import type { Estimand } from "./rule.js";
import { nameOfSeries, observedPoints, type SeriesName, usablePoints } from "./usable.js";

/** How far a series fell short of where it was going when the baseline ended. */
export interface ForecastGap extends SeriesName {
  readonly window: string;
  /** First year that is compared with the forecasts. */
  readonly from: number;
  readonly band: Modelled<GapBand>;
  /** Models whose prediction interval the last usable year lies below; null where a model has no forecast. */
  readonly below: number | null;
}

/**
 * Every series and window of the rule against four forecasts from the years before: by default those up to the end of
 * the baseline. A series that leaves them all fell short of its own past, whatever other pairs did.
 */
export function forecastGaps(
  series: readonly AffinitySeries[],
  estimand: Estimand,
  { from = estimand.baseline.to + 1 }: { readonly from?: number } = {},
): readonly ForecastGap[] {
  return series.flatMap((one) =>
    estimand.windows.map((window) => {
      const band = gapBand(usablePoints(observedPoints(one), estimand, window), { from });
      return { ...nameOfSeries(one), window: window.id, from, band, below: modelsAbove(band) };
    }),
  );
}

function modelsAbove(band: Modelled<GapBand>): number | null {
  if (band.value === null || band.without.length > 0) return null;
  return band.models.filter(({ years }) => {
    const last = years.at(-1);
    return last !== undefined && last.outside && last.gap < 0;
  }).length;
}
