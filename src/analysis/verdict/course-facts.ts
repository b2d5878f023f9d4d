import type { Facts, Reading } from "./facts.js";
import type { ForecastGap } from "./forecast-gaps.js";
import type { PlaceboRank } from "./placebo-ranks.js";
import type { Turns } from "./turns.js";
import type { SeriesName } from "./usable.js";

/**
 * What the rule asks of the course of the series, under the names that it asks by: whether it broke, when the last break
 * was, how rare the fall is among other pairs, and how many forecasts it left.
 */
export function courseFacts({
  turns,
  ranks,
  gaps,
}: {
  readonly turns: readonly Turns[];
  readonly ranks: readonly PlaceboRank[];
  readonly gaps: readonly ForecastGap[];
}): Facts {
  const dated = (of: "from" | "to") =>
    turns.map((one) => {
      const date = one.dates.at(-1);
      return reading(one, date?.[of] ?? null, date === undefined ? "no break" : "the date has no interval");
    });
  const facts: readonly (readonly [string, readonly Reading[]])[] = [
    [
      "sup-F p (Holm)",
      turns.map((one) => reading(one, one.p, one.test.value === null ? one.test.reason : "")),
    ],
    ["break: first year of the interval", dated("from")],
    ["break: last year of the interval", dated("to")],
    [
      "placebo rank p",
      ranks.map((one) => reading(one, one.test?.p ?? null, one.reason ?? "no pair to compare with")),
    ],
    [
      "forecast models whose interval the gap leaves",
      gaps.map((one) =>
        reading(one, one.below, one.band.value === null ? one.band.reason : "a model has no forecast"),
      ),
    ],
  ];
  // A quantity without a single reading was not computed.
  return Object.fromEntries(
    facts.filter(([, readings]) => readings.length > 0).map(([name, readings]) => [name, { readings }]),
  );
}

function reading(
  {
    source,
    measure,
    label,
    counting,
    territory,
    window,
  }: Partial<SeriesName> & { readonly source: string; readonly window?: string },
  value: number | null,
  reason: string,
): Reading {
  return {
    value,
    ...(value === null ? { reason } : {}),
    source,
    ...(measure === undefined ? {} : { measure }),
    ...(label === undefined ? {} : { label }),
    ...(counting === undefined ? {} : { counting }),
    ...(territory === undefined ? {} : { territory }),
    ...(window === undefined ? {} : { window }),
  };
}
