/** The decimal sign of a file's numbers: what the user says, or else what other numbers of the file show. */
import { BriefingError } from "../../model/errors.js";
import { type DecimalSign, localNumbers, plainNumbers } from "./cell-rules.js";
import type { ColumnProfile } from "./column-profile.js";

export interface DecimalSigns {
  /** With the command. */
  readonly given: DecimalSign | undefined;
  /** If all columns in which it is certain have the same. */
  readonly ofFile: DecimalSign | undefined;
  /** Of the previous edition. */
  readonly remembered: DecimalSign | undefined;
  readonly delimiter: string;
  /** `plain`: the column's numbers are already as load() reads them. */
  readonly forms: "any" | "plain";
}

export const isNumeric = (column: ColumnProfile, forms: DecimalSigns["forms"] = "any"): boolean =>
  column.filled > 0 && column.of(...plainNumbers, ...(forms === "any" ? localNumbers : [])) === column.filled;

/** A few other cells, such as marks for missing values, do not hide how the numbers of a column are written. */
const isMostlyNumeric = (column: ColumnProfile): boolean =>
  column.of(...plainNumbers, ...localNumbers) > 0.9 * column.filled;

const certainPoints = ["decimal", "pointNumber"] as const;

/** The decimal signs that are certain for some number of a column. */
export const signsOf = (column: ColumnProfile): readonly DecimalSign[] => [
  ...(column.of(...certainPoints) > 0 ? (["point"] as const) : []),
  ...(column.of("commaNumber") > 0 ? (["comma"] as const) : []),
];

/** The decimal sign that the columns show in which it is certain; undefined if they disagree. */
export function signOfFile(columns: readonly ColumnProfile[]): DecimalSign | undefined {
  const [sign, ...more] = new Set(columns.filter(isMostlyNumeric).flatMap(signsOf));
  return more.length === 0 ? sign : undefined;
}

/** Fails if the option says otherwise than all numbers of the file that are certain. */
export function refuseContradiction(columns: readonly ColumnProfile[], given: DecimalSign): void {
  const sign = signOfFile(columns);
  if (sign === undefined || sign === given) return;
  for (const column of columns.filter(isMostlyNumeric)) {
    const example = column.first(...(sign === "comma" ? (["commaNumber"] as const) : certainPoints));
    if (example === undefined) continue;
    throw new BriefingError(
      `line ${example.line}, column "${column.name}": ${example.text} has a decimal ${sign}, which contradicts --decimal ${given}.`,
      { hint: `Leave the option out, or specify --decimal ${sign}.` },
    );
  }
}

export function decimalOf(column: ColumnProfile, signs: DecimalSigns): DecimalSign {
  if (signs.forms === "plain") return "point";
  const [own] = signsOf(column);
  if (own !== undefined) return own;
  const sign = signs.given ?? signs.ofFile ?? signs.remembered;
  const comma = column.first("commaThousand");
  if (comma !== undefined) return sign ?? undecided(column, comma.text, comma.line);
  const point = column.first("pointThousand");
  if (point === undefined) return "point";
  // Semicolons separate cells where commas may be decimal signs; there, 26.119 may be a thousand.
  const isOpen = sign === undefined && signs.delimiter === ";";
  return isOpen ? undecided(column, point.text, point.line) : (sign ?? "point");
}

function undecided({ name }: ColumnProfile, text: string, line: number): never {
  throw new BriefingError(
    `line ${line}, column "${name}": ${text} may be a decimal number or thousands, and nothing in the file decides which.`,
    { hint: "Specify the decimal sign of the file: --decimal comma or --decimal point" },
  );
}
