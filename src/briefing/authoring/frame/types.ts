/** The rows of frames that are made from others. */
import type { NameIn } from "./cells.js";
import type { GroupOperation } from "./groups.js";

export type Flat<Row> = { [Name in keyof Row]: Row[Name] };

export type Complete<Row, Name> = {
  [Each in keyof Row]: Each extends Name ? NonNullable<Row[Each]> : Row[Each];
};

export type Filled<Row, Name, Cell> = {
  [Each in keyof Row]: Each extends Name ? NonNullable<Row[Each]> | Cell : Row[Each];
};

export type Renamed<Row, Names> = {
  [Name in keyof Row as Name extends keyof Names ? Extract<Names[Name], string> : Name]: Row[Name];
};

export type Added<Row, Name extends string, Cell> = Flat<Omit<Row, Name> & Record<Name, Cell>>;

/** Statistics of the columns of numbers. */
export type Described<Row> = Flat<
  { statistic: string } & { [Name in keyof Row as Row[Name] extends number ? Name : never]: number }
>;

/** A row for each group. */
export type Grouped<Row, Key extends keyof Row, Name extends string> = Flat<
  Pick<Row, Key> & Record<Name, number>
>;

/** What is computed for each column: one operation or several. */
export type Operations<Row> = {
  readonly [Name in NameIn<Row>]?: GroupOperation | readonly GroupOperation[];
};

type OneOf<Some> = Some extends readonly (infer One)[] ? One : Some;

/** `visits_mean` for `{ visits: "mean" }`. */
export type ResultName<Some> = {
  [Name in Extract<keyof Some, string>]: `${Name}_${Extract<OneOf<Some[Name]>, string>}`;
}[Extract<keyof Some, string>];

type OrNull<Row> = { [Name in keyof Row]: Row[Name] | null };

export type HowToMerge = "inner" | "left" | "right" | "outer";

/** Columns of a side without a partner are null. */
export type Merged<Left, Right, Key extends keyof Left & keyof Right, How extends HowToMerge> = Flat<
  Pick<Left, Key> &
    (How extends "inner" | "left" ? Omit<Left, Key> : OrNull<Omit<Left, Key>>) &
    (How extends "inner" | "right" ? Omit<Right, Key> : OrNull<Omit<Right, Key>>)
>;
