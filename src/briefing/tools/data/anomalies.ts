/** What is probably wrong with the rows of a table although each of them fits its schema. */
import { CellList } from "./cell-list.js";
import type { Field } from "../../authoring/load/schema.js";
import { KeyFinder } from "./find-key.js";
import { findJumps, type Jump } from "./jumps.js";
import { isPeriod } from "./period.js";
import { type PlacedRow, type RepeatedRows, RepetitionFinder } from "./repeated-rows.js";
import { type ReversedPairs, ReversedPairFinder } from "./reversed-pairs.js";
import type { RowCells } from "./row-hash.js";
import { SeriesSample } from "./series-sample.js";

export interface Anomalies {
  readonly repeated?: RepeatedRows & {
    /** The key that the table would have without them; empty if no columns would identify every row. */
    readonly key: readonly string[];
  };
  readonly jumps: readonly Jump[];
  readonly reversed: readonly ReversedPairs[];
}

/** Receives the rows of a table whose key is known, and looks for jumps and reversed pairs. */
export class AnomalyFinder {
  readonly #fields: readonly Field[];
  readonly #key: readonly string[];
  #search: Search | undefined;

  /** @param key names of the columns that identify a row; without any, nothing is found */
  constructor(fields: readonly Field[], key: readonly string[]) {
    this.#fields = fields;
    this.#key = key;
  }

  readonly add = (row: RowCells): void => {
    const { series, pairs } = (this.#search ??= searchFor(this.#fields, this.#key, row));
    series?.sample.add(row);
    for (const pair of pairs) pair.add(row);
  };

  find(): Pick<Anomalies, "jumps" | "reversed"> {
    const { series, pairs = [] } = this.#search ?? {};
    return {
      jumps: series === undefined ? [] : findJumps(series.sample.series, series.names),
      reversed: pairs.flatMap((pair) => pair.find() ?? []),
    };
  }
}

interface Search {
  /** Undefined if no column of the key is a period, or no column has numbers. */
  readonly series:
    { readonly sample: SeriesSample; readonly names: Parameters<typeof findJumps>[1] } | undefined;
  readonly pairs: readonly ReversedPairFinder[];
}

/** @param first the first row, which shows whether texts are periods */
function searchFor(fields: readonly Field[], key: readonly string[], first: RowCells): Search {
  const columns = fields.map((field, index) => ({ ...field, index }));
  const keys = columns.filter(({ name }) => key.includes(name));
  const period = keys.find((column) => isPeriod(column, first.cell(column.index)));
  const others = keys.filter((column) => column !== period);
  const values = columns.filter((column) => isMeasure(column) && !keys.includes(column));
  const names = others.filter(({ type }) => type === "string" || type === "integer");
  return {
    series:
      period === undefined || values.length === 0
        ? undefined
        : {
            sample: new SeriesSample({
              key: others.map(({ index }) => index),
              period: period.index,
              values: values.map(({ index }) => index),
            }),
            names: { key: others.map(({ name }) => name), values: values.map(({ name }) => name) },
          },
    pairs: names.flatMap((one, at) =>
      names
        .slice(at + 1)
        .filter(({ type }) => type === one.type)
        .map(
          (other) =>
            new ReversedPairFinder({ names: [one.name, other.name], indices: [one.index, other.index] }),
        ),
    ),
  };
}

const isMeasure = (field: Field): boolean =>
  (field.type === "number" || field.type === "integer") && !isPeriod(field, undefined);

/** Receives the rows of a table whose key is to be found, and looks for rows that occur more than once, too. */
export class KeySearch {
  readonly #fields: readonly Field[];
  readonly #keys: KeyFinder;
  readonly #repetitions: RepetitionFinder;
  readonly #described: AnomalyFinder | undefined;
  /** By field, the cells of measures: until the key is known, no row can be left out. */
  readonly #measures: ReadonlyMap<number, CellList>;
  #rows = 0;

  /** @param described the key that the table is said to have, if it is described and has these columns */
  constructor(fields: readonly Field[], described: readonly string[] = []) {
    const isKnown =
      described.length > 0 && described.every((name) => fields.some((one) => one.name === name));
    this.#fields = fields;
    this.#keys = new KeyFinder(fields);
    this.#repetitions = new RepetitionFinder(fields.length);
    this.#described = isKnown ? new AnomalyFinder(fields, described) : undefined;
    this.#measures = new Map(
      fields.flatMap((field, index) => (!isKnown && isMeasure(field) ? [[index, new CellList()]] : [])),
    );
  }

  readonly add = (row: PlacedRow): void => {
    this.#rows++;
    this.#keys.add(row);
    this.#repetitions.add(row);
    this.#described?.add(row);
    for (const [index, cells] of this.#measures) cells.push(row.cell(index) ?? null);
  };

  /** `key`: undefined if no set of columns identifies every row. */
  find(): { readonly key: readonly string[] | undefined; readonly anomalies: Anomalies } {
    const repeated = this.#repetitions.find();
    const key = repeated === undefined ? this.#keys.find() : undefined;
    const keyOfOthers = repeated && (this.#keys.find(this.#repetitions.rows) ?? []);
    const finder = this.#described ?? this.#replay(key ?? keyOfOthers ?? []);
    return {
      key,
      anomalies: {
        ...(repeated !== undefined && { repeated: { ...repeated, key: keyOfOthers ?? [] } }),
        ...finder.find(),
      },
    };
  }

  #replay(key: readonly string[]): AnomalyFinder {
    const finder = new AnomalyFinder(this.#fields, key);
    const columns = this.#fields.map(({ name }, index) =>
      key.includes(name) ? this.#keys.cellsOf(name) : this.#measures.get(index),
    );
    let at = 0;
    const row: RowCells = { cell: (index) => columns[index]?.at(at) };
    if (key.length > 0) for (; at < this.#rows; at++) finder.add(row);
    return finder;
  }
}
