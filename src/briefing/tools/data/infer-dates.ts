/** Whether a column holds dates, in which order their day and month are written, and whether they have times. */
import { BriefingError } from "../../model/errors.js";
import { isoDates, localDates } from "./cell-rules.js";
import type { ColumnProfile, Example } from "./column-profile.js";
import type { DateKind, DateOrder } from "./date-forms.js";

export interface DateOrders {
  /** With the command. */
  readonly given: DateOrder | undefined;
  /** If all columns in which it is certain have the same. */
  readonly ofFile: DateOrder | undefined;
  /** Of the previous edition. */
  readonly remembered: DateOrder | undefined;
}

const isDates = (column: ColumnProfile): boolean =>
  column.filled > 0 && column.of(...isoDates, ...localDates) === column.filled;

const ordersOf = (column: ColumnProfile): readonly DateOrder[] => [
  ...(column.of("dayFirst") > 0 ? (["day-first"] as const) : []),
  ...(column.of("monthFirst") > 0 ? (["month-first"] as const) : []),
];

export function orderOfFile(columns: readonly ColumnProfile[]): DateOrder | undefined {
  const [order, ...more] = new Set(columns.filter(isDates).flatMap(ordersOf));
  return more.length === 0 ? order : undefined;
}

/** Undefined if the column does not hold dates, or holds dates that do not go together. */
export function dateTypeOf(column: ColumnProfile): "date" | "datetime" | undefined {
  if (!isDates(column) || ordersOf(column).length > 1) return undefined;
  if (column.timed === undefined) return "date";
  const isMixed =
    column.zoned !== undefined && (column.unzoned !== undefined || column.untimed !== undefined);
  return isMixed ? undefined : "datetime";
}

/** Why dates are text although every cell is one. */
export function whyNoDates(column: ColumnProfile): string | undefined {
  const short = column.first("shortDate");
  if (short !== undefined && column.of("shortDate", ...isoDates, ...localDates) === column.filled)
    return `text, because the year of ${short.text} has two digits; write years with four`;
  if (!isDates(column)) return undefined;
  const day = column.first("dayFirst");
  const month = column.first("monthFirst");
  if (day !== undefined && month !== undefined)
    return `text: in ${day.text} (line ${day.line}) the day comes first, in ${month.text} (line ${month.line}) the month; write them in one way`;
  const { zoned } = column;
  return (
    zoned && `text: some dates have a time zone, such as ${zoned.text} (line ${zoned.line}), others do not`
  );
}

/** The order of day and month; undefined if nothing depends on it. */
export function orderOf(column: ColumnProfile, orders: DateOrders): DateOrder | undefined {
  const [own] = ordersOf(column);
  if (own !== undefined) {
    const example = column.first(own === "day-first" ? "dayFirst" : "monthFirst");
    if (orders.given !== undefined && orders.given !== own && example !== undefined)
      contradicted(column, example, own, orders.given);
    return own;
  }
  const slashed = column.first("eitherOrder");
  const first = slashed ?? column.first("dottedDate");
  if (first === undefined) return undefined;
  const order = orders.given ?? (slashed === undefined ? undefined : (orders.ofFile ?? orders.remembered));
  if (order !== undefined) return order;
  return slashed === undefined ? "day-first" : undecided(column, slashed);
}

function contradicted(
  { name }: ColumnProfile,
  { text, line }: Example,
  own: DateOrder,
  given: DateOrder,
): never {
  throw new BriefingError(
    `line ${line}, column "${name}": ${text} is a date only with the ${own.replace("-", " ")}, which contradicts --date ${given}.`,
    { hint: `Leave the option out, or specify --date ${own}.` },
  );
}

function undecided({ name }: ColumnProfile, { text, line }: Example): never {
  throw new BriefingError(
    `line ${line}, column "${name}": ${text} can be read with the day first or the month first, and no date in the file decides which.`,
    { hint: "Specify the order: --date day-first or --date month-first" },
  );
}

/** Whether load() would not read the cells of a column of this type as they are. */
export function exampleToRewrite(column: ColumnProfile, type: "date" | "datetime"): Example | undefined {
  const other = type === "date" ? "datetime" : "date";
  const kinds: readonly (DateKind | "date" | "datetime")[] = [other, ...localDates];
  return column.first(...kinds) ?? column.untidy;
}
