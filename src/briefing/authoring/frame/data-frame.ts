/** Frames: danfojs for rows whose columns have names and types, without its known faults. */
import { quoted } from "../../lib/quoted.js";
import { AuthoringError } from "../errors.js";
import { describeFrame, recordsOf } from "../load/records.js";
import {
  columnIn,
  type Content,
  dtypeOf,
  isMissing,
  type NameIn,
  requireNumbers,
  requireTwo,
} from "./cells.js";
import { FrameColumn } from "./column.js";
import * as content from "./content.js";
import type { Danfojs, PlainFrame } from "./danfojs.js";
import { aggregated, type Grouping, groupingOf, type GroupOperation, perGroup } from "./groups.js";
import { sortedPositions } from "./order.js";
import type {
  Added,
  Complete,
  Described,
  Filled,
  Flat,
  Grouped,
  Operations,
  Renamed,
  ResultName,
} from "./types.js";

const defaultRows = 5;

/** A frame does not change: each of these functions returns another one. */
export class DataFrame<Row extends object = Readonly<Record<string, unknown>>> {
  readonly #danfojs: Danfojs;
  readonly #content: Content;

  constructor(danfojs: Danfojs, given: Content) {
    this.#danfojs = danfojs;
    this.#content = given;
    describeFrame(this, given.notes);
  }

  static contentOf<Row extends object>(frame: DataFrame<Row>): Content {
    return frame.#content;
  }

  get columns(): readonly NameIn<Row>[] {
    return this.#content.names as readonly NameIn<Row>[];
  }

  /** By row, in the order of the columns. */
  get values(): readonly (readonly unknown[])[] {
    return this.#content.cells;
  }

  /** Labels of the rows: by default their positions in the rows from which the frame was made. */
  get index(): readonly (string | number)[] {
    return this.#content.index;
  }

  get shape(): readonly [rows: number, columns: number] {
    return [this.#content.cells.length, this.#content.names.length];
  }

  /** Records, which keep the titles and units of their columns. */
  get rows(): readonly Row[] {
    return (recordsOf(this) ?? []) as readonly object[] as readonly Row[];
  }

  /** What danfojs-node itself makes of these cells, for anything else: with its faults. */
  get danfojs(): object {
    return this.#plain(this.#content);
  }

  head(rows = defaultRows): DataFrame<Row> {
    return this.#at(content.positionsIn(this.#content).slice(0, Math.max(0, rows)));
  }

  tail(rows = defaultRows): DataFrame<Row> {
    const [length] = this.shape;
    return this.#at(content.positionsIn(this.#content).slice(Math.max(0, length - Math.max(0, rows))));
  }

  column<Name extends NameIn<Row>>(name: Name): FrameColumn<Row[Name]> {
    const values = columnIn("column", this.#content, name) as readonly Row[Name][];
    return new FrameColumn(this.#danfojs, { name, values, index: this.index });
  }

  /** Some rows, by label or by a condition for each, and some columns. */
  loc<Name extends NameIn<Row> = NameIn<Row>>({
    rows,
    columns,
  }: {
    readonly rows?: readonly (string | number)[] | readonly boolean[] | FrameColumn<boolean>;
    readonly columns?: readonly Name[];
  }): DataFrame<Flat<Pick<Row, Name>>> {
    const chosen = rows === undefined ? this.#content : this.#located(rows);
    return this.#with(columns === undefined ? chosen : content.selected("loc", chosen, columns));
  }

  /** The rows for which a condition holds: a function of the row, or true or false for each. */
  query(condition: ((row: Row) => boolean) | FrameColumn<boolean> | readonly boolean[]): DataFrame<Row> {
    if (typeof condition !== "function") return this.#with(this.#located(condition));
    return this.#at(this.rows.flatMap((row, at) => (condition(row) ? [at] : [])));
  }

  /** Sorts by one or more columns. Rows that tie keep their order; missing values come last. */
  sortValues(
    by: NameIn<Row> | readonly NameIn<Row>[],
    { ascending = true }: { readonly ascending?: boolean | readonly boolean[] } = {},
  ): DataFrame<Row> {
    const names = typeof by === "string" ? [by] : by;
    const directions = typeof ascending === "boolean" ? names.map(() => ascending) : ascending;
    if (names.length === 0 || directions.length !== names.length)
      throw new AuthoringError(`sortValues: ${names.length} columns have ${directions.length} directions.`, {
        hint: 'For example: .sortValues(["year", "papers"], { ascending: [true, false] })',
      });
    const columns = names.map((name, at) => ({
      name,
      cells: columnIn("sortValues", this.#content, name),
      direction: directions[at] === false ? ("descending" as const) : ("ascending" as const),
    }));
    return this.#at(sortedPositions(columns));
  }

  groupby<Name extends NameIn<Row>>(names: readonly Name[]): Groups<Row, Name> {
    return new Groups(this.#danfojs, this.#content, groupingOf(this.#content, names));
  }

  /** Count, mean, deviation, minimum, median, maximum and variance of each column of numbers. */
  describe(): DataFrame<Described<Row>> {
    const columns = this.#content.names
      .map((name) => ({ name, cells: columnIn("describe", this.#content, name) }))
      .filter(({ cells }) => cells.some((cell) => typeof cell === "number" && !isMissing(cell)));
    if (columns.length === 0)
      throw new AuthoringError("describe: the frame has no column of numbers.", {
        hint: "To see its rows, use .head().",
      });
    for (const { name, cells } of columns) {
      requireNumbers("describe", { name, cells, fault: "cannot describe it" });
      requireTwo("describe", cells.length, `the column ${quoted(name)}`);
    }
    const names = columns.map(({ name }) => name);
    const plain = this.#plain(content.selected("describe", this.#content, names)).describe();
    return this.#with({
      names: ["statistic", ...names],
      cells: plain.values.map((row, at) => [plain.index[at], ...row]),
      index: plain.values.map((_, at) => at),
      notes: [],
    });
  }

  /** Adds a column, or replaces the one of this name. */
  addColumn<Name extends string, Cell>(
    name: Name,
    values: FrameColumn<Cell> | readonly Cell[],
  ): DataFrame<Added<Row, Name, Cell>> {
    const cells = values instanceof FrameColumn ? values.values : values;
    return this.#with(content.withColumn(this.#content, name, cells));
  }

  drop<Name extends NameIn<Row>>({
    columns,
  }: {
    readonly columns: readonly Name[];
  }): DataFrame<Flat<Omit<Row, Name>>> {
    return this.#with(content.without(this.#content, columns));
  }

  /** New names of columns: `rename({ lower: "openalex" })`. Units are kept; the new name is the title. */
  rename<const Names extends { readonly [Name in NameIn<Row>]?: string }>(
    names: Names,
  ): DataFrame<Flat<Renamed<Row, Names>>> {
    return this.#with(content.renamed(this.#content, new Map(Object.entries(names as object))));
  }

  /** Writes a value where one is missing, in the named columns or in all. */
  fillNa<Cell, Name extends NameIn<Row> = NameIn<Row>>(
    value: Cell,
    { columns }: { readonly columns?: readonly Name[] } = {},
  ): DataFrame<Flat<Filled<Row, Name, Cell>>> {
    return this.#with(content.filled(this.#content, columns ?? this.#content.names, value));
  }

  /** The rows that lack no value in the named columns, or in any. */
  dropNa<Name extends NameIn<Row> = NameIn<Row>>({
    columns,
  }: { readonly columns?: readonly Name[] } = {}): DataFrame<Flat<Complete<Row, Name>>> {
    return this.#with(content.complete(this.#content, columns ?? this.#content.names));
  }

  /** As danfojs prints it. */
  print(): void {
    // eslint-disable-next-line no-console -- the method exists to print
    console.log(this.#plain(this.#content).toString());
  }

  #located(rows: readonly (string | number)[] | readonly boolean[] | FrameColumn<boolean>): Content {
    return content.located(this.#content, rows instanceof FrameColumn ? rows.values : rows);
  }

  #plain({ names, cells, index }: Content): PlainFrame {
    const dtypes = names.map((_, at) => dtypeOf(cells.map((row) => row[at])));
    return new this.#danfojs.DataFrame(cells, { columns: names, index, dtypes });
  }

  #at(positions: readonly number[]): DataFrame<Row> {
    return this.#with(content.rowsAt(this.#content, positions));
  }

  #with<Other extends object>(made: Content): DataFrame<Other> {
    return new DataFrame<Other>(this.#danfojs, made);
  }
}

/** The rows of a frame by the values of some columns; groups are in the order in which they first appear. */
export class Groups<Row extends object, Key extends NameIn<Row>> {
  readonly #danfojs: Danfojs;
  readonly #content: Content;
  readonly #grouping: Grouping;

  constructor(danfojs: Danfojs, given: Content, grouping: Grouping) {
    this.#danfojs = danfojs;
    this.#content = given;
    this.#grouping = grouping;
  }

  /** The columns with which a function such as `sum` computes. */
  col<Name extends Exclude<NameIn<Row>, Key>>(names: readonly Name[]): GroupedColumns<Row, Key, Name> {
    return new GroupedColumns((operation) => this.#computed(names.map((name) => [name, operation])));
  }

  /** For each column one operation or several: `agg({ visits: ["min", "max"], branch: "count" })`. */
  agg<const Some extends Operations<Omit<Row, Key>>>(
    operations: Some,
  ): DataFrame<Grouped<Row, Key, ResultName<Some>>> {
    return this.#computed(Object.entries(operations as Operations<Readonly<Record<string, unknown>>>));
  }

  size(): DataFrame<Grouped<Row, Key, "size">> {
    const results = this.#grouping.sizes.map((size) => [size]);
    const made = perGroup(this.#content, this.#grouping, { names: ["size"], results, notes: [] });
    return new DataFrame(this.#danfojs, made);
  }

  #computed<Result extends object>(
    operations: readonly (readonly [string, GroupOperation | readonly GroupOperation[] | undefined])[],
  ): DataFrame<Result> {
    const computed = operations.map(([name, some = []]) => ({
      name,
      operations: typeof some === "string" ? [some] : some,
    }));
    const made = aggregated(this.#danfojs, this.#content, { grouping: this.#grouping, computed });
    return new DataFrame(this.#danfojs, made);
  }
}

/** One function for each operation; the results are called `visits_sum`. */
export class GroupedColumns<Row extends object, Key extends NameIn<Row>, Name extends string> {
  readonly #compute: <Result extends object>(operation: GroupOperation) => DataFrame<Result>;

  constructor(compute: <Result extends object>(operation: GroupOperation) => DataFrame<Result>) {
    this.#compute = compute;
  }

  count(): DataFrame<Grouped<Row, Key, `${Name}_count`>> {
    return this.#compute("count");
  }

  sum(): DataFrame<Grouped<Row, Key, `${Name}_sum`>> {
    return this.#compute("sum");
  }

  mean(): DataFrame<Grouped<Row, Key, `${Name}_mean`>> {
    return this.#compute("mean");
  }

  median(): DataFrame<Grouped<Row, Key, `${Name}_median`>> {
    return this.#compute("median");
  }

  min(): DataFrame<Grouped<Row, Key, `${Name}_min`>> {
    return this.#compute("min");
  }

  max(): DataFrame<Grouped<Row, Key, `${Name}_max`>> {
    return this.#compute("max");
  }

  /** Standard deviation of a sample: divided by the number of values less one. */
  std(): DataFrame<Grouped<Row, Key, `${Name}_std`>> {
    return this.#compute("std");
  }

  /** Variance of a sample. */
  var(): DataFrame<Grouped<Row, Key, `${Name}_var`>> {
    return this.#compute("var");
  }
}
