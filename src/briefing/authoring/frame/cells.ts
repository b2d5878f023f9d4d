/** Cells of frames: their types, and those that danfojs would compute with wrongly. */
import { nameHint } from "../../lib/nearest.js";
import { plural } from "../../lib/plural.js";
import { quoted } from "../../lib/quoted.js";
import { AuthoringError } from "../errors.js";
import type { FieldNote } from "../load/records.js";

/** The name of a column of the rows. */
export type NameIn<Row> = Extract<keyof Row, string>;

/** The cells of a frame by row, as in danfojs, and what is known about its columns. */
export interface Content {
  readonly names: readonly string[];
  readonly cells: readonly (readonly unknown[])[];
  /** Labels of the rows. */
  readonly index: readonly (string | number)[];
  readonly notes: readonly FieldNote[];
}

export function isMissing(cell: unknown): boolean {
  return cell === null || cell === undefined || Number.isNaN(cell);
}

/** danfojs infers types from the first ten rows only, and then adds words to numbers. */
export function dtypeOf(cells: readonly unknown[]): string {
  const present = cells.filter((cell) => !isMissing(cell));
  if (present.every((cell) => typeof cell === "number"))
    return present.length === cells.length && present.every(Number.isInteger) ? "int32" : "float32";
  return present.every((cell) => typeof cell === "boolean") ? "boolean" : "string";
}

/** The position of a column; throws if the frame does not have it. */
export function positionOf(what: string, names: readonly string[], name: string): number {
  const at = names.indexOf(name);
  if (at >= 0) return at;
  throw new AuthoringError(`${what}: the frame has no column ${quoted(name)}.`, {
    hint: nameHint(name, names, "It has"),
  });
}

export function columnIn(what: string, { names, cells }: Content, name: string): readonly unknown[] {
  const at = positionOf(what, names, name);
  return cells.map((row) => row[at]);
}

/** Throws if a column has missing values, naming what danfojs would do with them. */
export function requireComplete(
  what: string,
  {
    name,
    cells,
    fault,
  }: { readonly name: string; readonly cells: readonly unknown[]; readonly fault: string },
): void {
  const missing = cells.filter(isMissing).length;
  if (missing === 0) return;
  const columns = `{ columns: [${JSON.stringify(name)}] }`;
  throw new AuthoringError(
    `${what}: the column ${quoted(name)} has ${plural(missing, "missing value")} in ${plural(cells.length, "row")}, ` +
      `and danfojs-node ${fault}.`,
    {
      hint: `Leave out those rows with .dropNa(${columns}), or write what a missing value means with .fillNa(0, ${columns}).`,
    },
  );
}

/** Throws unless all cells are numbers. `fault`: what danfojs does with a missing one. */
export function requireNumbers(
  what: string,
  {
    name,
    cells,
    fault,
  }: { readonly name: string; readonly cells: readonly unknown[]; readonly fault: string },
): readonly number[] {
  requireComplete(what, { name, cells, fault });
  const at = cells.findIndex((cell) => typeof cell !== "number");
  if (at < 0) return cells as readonly number[];
  throw new AuthoringError(
    `${what}: the column ${quoted(name)} is not a column of numbers: row ${at + 1} has ${quoted(String(cells[at]))}.`,
    { hint: "Choose a column of numbers, or convert its cells in the rows with Number(…)." },
  );
}

/** danfojs gives 0 for the deviation of a single value, which has none. */
export function requireTwo(what: string, values: number, where: string): void {
  if (values >= 2) return;
  throw new AuthoringError(
    `${what}: ${where} has ${plural(values, "value")}, and a deviation needs at least two.`,
    { hint: "Leave it out with .query(…), or use mean, min and max." },
  );
}
