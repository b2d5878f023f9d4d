/** The bars of plain rows: their places, lengths and bounds. */
import { ChartError } from "../errors.js";
import { asName, type Column, nameAt } from "./columns.js";
import { type Read, seriesAt } from "./plain.js";
import { fractionOf } from "./share.js";
import type { Omission } from "./stack.js";

export interface Bar {
  readonly name: string;
  readonly series: string;
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly value: number;
  /** Earlier bars with the same name. */
  readonly beside: number;
  /** Fraction of all bars with the same name, if they are shares. */
  readonly share?: number;
  /** Name of its panel. */
  readonly panel: string;
}

interface Columns {
  readonly names: Column;
  readonly values: Column;
  readonly low: Column | undefined;
  readonly high: Column | undefined;
  readonly layout: "alone" | "grouped" | "stacked";
}

/** By row; missing if a name or its value is missing. */
export function barsOf(
  source: Read,
  { names, values, low, high, layout }: Columns,
): readonly (Bar | undefined)[] {
  const ends = new Map<string, number>();
  const companions = new Map<string, number>();
  return source.rows.map((_, index) => {
    const name = nameAt(names, index);
    const value = values.cells[index];
    if (name === undefined || typeof value !== "number") return undefined;
    const series = seriesAt(source, index);
    const panel = asName(source.facet?.cells[index] ?? "");
    const key = JSON.stringify(layout === "stacked" ? [panel, name, value < 0] : [panel, name, series]);
    const place = JSON.stringify([panel, name]);
    const beside = companions.get(place) ?? 0;
    companions.set(place, beside + 1);
    const from = ends.get(key) ?? 0;
    if (layout !== "stacked" && ends.has(key))
      throw new ChartError(`bar: two rows are "${[name, series].filter((part) => part !== "").join(", ")}"`, {
        hint: "Name the column that distinguishes them (by, facet), or sum them first.",
      });
    ends.set(key, from + value);
    const boundIn = (column: Column | undefined) => Number(column?.cells[index] ?? value);
    const bounds = { low: boundIn(low), high: boundIn(high) };
    if (bounds.low > bounds.high)
      throw new ChartError(`bar: row ${index + 1} has the bounds ${bounds.low} and ${bounds.high}`, {
        hint: "The bound in the column low must not exceed that in the column high.",
      });
    return { name, series, value, panel, beside, from, to: from + value, ...bounds };
  });
}

interface Shares {
  readonly bars: readonly (Bar | undefined)[];
  readonly omissions: readonly (Omission & { readonly panel: string })[];
}

/** Stacked bars as fractions of their sum; a name without the value of a series has no sum, and is left out. */
export function asShares(stacked: readonly (Bar | undefined)[], write: (name: string) => string): Shares {
  const drawn = stacked.filter((bar) => bar !== undefined);
  const placeOf = ({ panel, name }: Bar) => JSON.stringify([panel, name]);
  const places = new Map<string, Bar[]>();
  for (const bar of drawn) {
    const known = places.get(placeOf(bar));
    if (known === undefined) places.set(placeOf(bar), [bar]);
    else known.push(bar);
  }
  const omissions = [...places.values()].flatMap(([first, ...others], index) => {
    if (first === undefined) return [];
    const all = new Set(drawn.flatMap(({ panel, series }) => (panel === first.panel ? [series] : [])));
    for (const { series } of [first, ...others]) all.delete(series);
    return all.size === 0 ? [] : [{ panel: first.panel, x: first.name, year: index, series: [...all] }];
  });
  if (omissions.length === places.size)
    throw new ChartError("bar: there are no shares, because each name lacks the value of a series", {
      hint: 'Fill in the values (0 if nothing was counted), or leave out bars: "share".',
    });
  const isOmitted = ({ panel, name }: Bar) => omissions.some((one) => one.panel === panel && one.x === name);
  const bars = stacked.map((bar) => {
    if (bar === undefined || isOmitted(bar)) return undefined;
    const sum = (places.get(placeOf(bar)) ?? []).reduce((total, { value }) => total + value, 0);
    const part = (value: number) => fractionOf(value, sum, { chart: "bar", place: write(bar.name) });
    const from = part(bar.from);
    const to = part(bar.to);
    return { ...bar, from, to, low: to, high: to, share: part(bar.value) };
  });
  return { bars, omissions };
}
