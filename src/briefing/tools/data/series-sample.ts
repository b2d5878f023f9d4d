/**
 * The series of a table, such as the values of each country by year: rows with the same key except for the period. Of a
 * large table, a sample of whole series is kept, chosen by the hashes of their keys.
 */
import type { Cell } from "../../authoring/load/schema.js";
import { type RowCells, RowHash } from "./row-hash.js";

export interface Series {
  /** The cells of its key without the period, in the order of the fields given. */
  readonly key: readonly Cell[];
  readonly periods: readonly Cell[];
  /** By column, then as the periods; NaN where a value is missing. */
  readonly values: readonly (readonly number[])[];
}

/** Indices of fields. */
export interface SeriesFields {
  readonly key: readonly number[];
  readonly period: number;
  readonly values: readonly number[];
}

/** Rows kept at the same time. */
const mostRows = 1 << 16;

interface KeptSeries {
  readonly high: number;
  readonly low: number;
  readonly key: readonly Cell[];
  readonly periods: Cell[];
  readonly values: readonly number[][];
}

export class SeriesSample {
  readonly #fields: SeriesFields;
  readonly #hash = new RowHash();
  #series = new Map<number, KeptSeries>();
  #rows = 0;
  /** Bits that are zero in the hashes of the series kept. */
  #mask = 0;

  constructor(fields: SeriesFields) {
    this.#fields = fields;
  }

  get series(): readonly Series[] {
    return [...this.#series.values()];
  }

  add(row: RowCells): void {
    const { key, period, values } = this.#fields;
    this.#hash.read(row, key);
    const { high, low } = this.#hash;
    if ((low & this.#mask) !== 0) return;
    const when = row.cell(period) ?? null;
    if (when === null) return;
    const series = this.#seriesOf(high, low, row);
    series.periods.push(when);
    for (const [index, field] of values.entries()) {
      const value = row.cell(field);
      series.values[index]?.push(typeof value === "number" ? value : NaN);
    }
    if (++this.#rows > mostRows) this.#thin();
  }

  #seriesOf(high: number, low: number, row: RowCells): KeptSeries {
    // The bits of both words that a number can hold.
    const id = (high >>> 11) * 2 ** 32 + (low >>> 0);
    const known = this.#series.get(id);
    if (known !== undefined) return known;
    const { key, values } = this.#fields;
    const cells = key.map((field) => row.cell(field) ?? null);
    const series = { high, low, key: cells, periods: [], values: values.map(() => []) };
    this.#series.set(id, series);
    return series;
  }

  #thin(): void {
    while (this.#rows > mostRows / 2 && this.#series.size > 1) {
      this.#mask = 2 * this.#mask + 1;
      const mask = this.#mask;
      this.#series = new Map([...this.#series].filter(([, { low }]) => (low & mask) === 0));
      this.#rows = [...this.#series.values()].reduce((sum, { periods }) => sum + periods.length, 0);
    }
  }
}
