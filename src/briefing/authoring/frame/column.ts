/** One column of a frame, computed by danfojs unless that would be wrong. */
import { plural } from "../../lib/plural.js";
import { quoted } from "../../lib/quoted.js";
import { AuthoringError } from "../errors.js";
import { dtypeOf, isMissing, requireComplete, requireNumbers, requireTwo } from "./cells.js";
import type { Danfojs, PlainColumn } from "./danfojs.js";

/** What a column is combined with: one value for all rows, or one for each. */
export type Operand<Cell> = Cell | readonly Cell[] | FrameColumn<Cell>;

type Arithmetic = "add" | "sub" | "mul" | "div" | "mod" | "pow";

const leavesOut = "would leave it out here and count it as zero in a group";
const asZero = "would compute with it as if it were zero";

export class FrameColumn<Cell> {
  readonly name: string;
  /** By row. */
  readonly values: readonly Cell[];
  readonly index: readonly (string | number)[];
  readonly #danfojs: Danfojs;

  constructor(
    danfojs: Danfojs,
    {
      name,
      values,
      index,
    }: {
      readonly name: string;
      readonly values: readonly Cell[];
      readonly index: readonly (string | number)[];
    },
  ) {
    this.name = name;
    this.values = values;
    this.index = index;
    this.#danfojs = danfojs;
  }

  get columns(): readonly string[] {
    return [this.name];
  }

  get shape(): readonly [rows: number] {
    return [this.values.length];
  }

  /** The number of values, none of which may be missing. */
  count(): number {
    requireComplete(`column("${this.name}").count()`, {
      name: this.name,
      cells: this.values,
      fault: leavesOut,
    });
    return this.values.length;
  }

  sum(): number {
    return this.values.length === 0 ? 0 : this.#numbers("sum").sum();
  }

  mean(): number {
    return this.#numbers("mean").mean();
  }

  median(): number {
    return this.#numbers("median").median();
  }

  min(): number {
    return this.#numbers("min").min();
  }

  max(): number {
    return this.#numbers("max").max();
  }

  /** Standard deviation of a sample: divided by the number of values less one. */
  std(): number {
    requireTwo(`column("${this.name}").std()`, this.values.length, "the column");
    return this.#numbers("std").std();
  }

  /** Variance of a sample. */
  var(): number {
    requireTwo(`column("${this.name}").var()`, this.values.length, "the column");
    return this.#numbers("var").var();
  }

  add(other: Operand<number>): FrameColumn<number> {
    return this.#computed("add", other);
  }

  sub(other: Operand<number>): FrameColumn<number> {
    return this.#computed("sub", other);
  }

  mul(other: Operand<number>): FrameColumn<number> {
    return this.#computed("mul", other);
  }

  div(other: Operand<number>): FrameColumn<number> {
    return this.#computed("div", other);
  }

  mod(other: Operand<number>): FrameColumn<number> {
    return this.#computed("mod", other);
  }

  pow(other: Operand<number>): FrameColumn<number> {
    return this.#computed("pow", other);
  }

  /** Whether each cell is equal to the other; a missing value is equal to null. */
  eq(other: Operand<Cell>): FrameColumn<boolean> {
    const cells = this.#cellsOf("eq", other);
    return this.#with(this.values.map((cell, row) => isEqual(cell, cells[row])));
  }

  ne(other: Operand<Cell>): FrameColumn<boolean> {
    return this.eq(other).not();
  }

  lt(other: Operand<Cell>): FrameColumn<boolean> {
    return this.#compared("lt", other, (a, b) => a < b);
  }

  le(other: Operand<Cell>): FrameColumn<boolean> {
    return this.#compared("le", other, (a, b) => a <= b);
  }

  gt(other: Operand<Cell>): FrameColumn<boolean> {
    return this.#compared("gt", other, (a, b) => a > b);
  }

  ge(other: Operand<Cell>): FrameColumn<boolean> {
    return this.#compared("ge", other, (a, b) => a >= b);
  }

  and(other: Operand<boolean>): FrameColumn<boolean> {
    const cells = this.#cellsOf("and", other);
    return this.#with(this.#conditions("and").map((is, row) => is && cells[row] === true));
  }

  or(other: Operand<boolean>): FrameColumn<boolean> {
    const cells = this.#cellsOf("or", other);
    return this.#with(this.#conditions("or").map((is, row) => is || cells[row] === true));
  }

  not(): FrameColumn<boolean> {
    return this.#with(this.#conditions("not").map((is) => !is));
  }

  isNa(): FrameColumn<boolean> {
    return this.#with(this.values.map(isMissing));
  }

  /** Distinct values, in the order in which they first appear. */
  unique(): readonly Cell[] {
    return [...new Set(this.values)];
  }

  #numbers(operation: string): PlainColumn {
    const what = `column("${this.name}").${operation}()`;
    if (this.values.length === 0)
      throw new AuthoringError(`${what}: the column has no values.`, {
        hint: "Check the condition that selected the rows.",
      });
    return this.#plain(requireNumbers(what, { name: this.name, cells: this.values, fault: leavesOut }));
  }

  #plain(values: readonly number[]): PlainColumn {
    return new this.#danfojs.Series(values, { dtypes: [dtypeOf(values)] });
  }

  #computed(operation: Arithmetic, other: Operand<number>): FrameColumn<number> {
    const what = `column("${this.name}").${operation}()`;
    const left = requireNumbers(what, { name: this.name, cells: this.values, fault: asZero });
    const right = this.#cellsOf(operation, other);
    const name = other instanceof FrameColumn ? other.name : "the other values";
    const numbers = requireNumbers(what, { name, cells: right, fault: asZero });
    if (left.length === 0) return this.#with([]);
    return this.#with(this.#plain(left)[operation](numbers).values as readonly number[]);
  }

  #compared(
    operation: string,
    other: Operand<Cell>,
    isTrue: (a: number | string, b: number | string) => boolean,
  ): FrameColumn<boolean> {
    const what = `column("${this.name}").${operation}()`;
    const fault = "would compare it as zero";
    const right = this.#cellsOf(operation, other);
    requireComplete(what, { name: this.name, cells: this.values, fault });
    requireComplete(what, {
      name: other instanceof FrameColumn ? other.name : "the other values",
      cells: right,
      fault,
    });
    const different = this.values.findIndex((cell, row) => typeof cell !== typeof right[row]);
    if (different >= 0)
      throw new AuthoringError(
        `${what}: row ${different + 1} compares ${quoted(String(this.values[different]))} with ` +
          `${quoted(String(right[different]))}, which are of different types.`,
        { hint: "Convert one of them in the rows, with Number(…) or String(…)." },
      );
    return this.#with(this.values.map((cell, row) => isTrue(cell as never, right[row] as never)));
  }

  #conditions(operation: string): readonly boolean[] {
    const at = this.values.findIndex((cell) => typeof cell !== "boolean");
    if (at < 0) return this.values as readonly unknown[] as readonly boolean[];
    throw new AuthoringError(
      `column("${this.name}").${operation}(): row ${at + 1} is ${quoted(String(this.values[at]))}, neither true nor false.`,
      { hint: "Make a condition first, for example with .eq(…) or .gt(…)." },
    );
  }

  /** The other operand, by row. */
  #cellsOf<Other>(operation: string, other: Operand<Other>): readonly Other[] {
    const { length } = this.values;
    if (!Array.isArray(other) && !(other instanceof FrameColumn))
      return new Array<Other>(length).fill(other as Other);
    const cells = (other instanceof FrameColumn ? other.values : other) as readonly Other[];
    if (cells.length === length) return cells;
    throw new AuthoringError(
      `column("${this.name}").${operation}(): the column has ${plural(length, "row")}, the other one ${cells.length}.`,
      { hint: "Combine columns of the same frame; merge two frames first." },
    );
  }

  #with<Other>(values: readonly Other[]): FrameColumn<Other> {
    return new FrameColumn(this.#danfojs, { name: this.name, values, index: this.index });
  }
}

const isEqual = (a: unknown, b: unknown): boolean => (isMissing(a) ? isMissing(b) : a === b);
