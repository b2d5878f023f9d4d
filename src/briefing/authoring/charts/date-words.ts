/** Dates in words, as precise as the dates of a column are. */
import { monthNames } from "../../model/month-names.js";

const day = 24 * 60 * 60 * 1000;

export type DatePrecision = "month" | "day" | "time";

export function precisionOf(times: readonly number[]): DatePrecision {
  if (times.some((time) => time % day !== 0)) return "time";
  return times.every((time) => new Date(time).getUTCDate() === 1) ? "month" : "day";
}

/** Formats of d3: for a tooltip, and for one label among many. */
export const dateFormats = {
  month: { long: "%B %Y", short: "%b %Y" },
  day: { long: "%-d %B %Y", short: "%-d %b %Y" },
  time: { long: "%-d %B %Y, %H:%M", short: "%-d %b, %H:%M" },
} as const satisfies Readonly<Record<DatePrecision, object>>;

/** `January 2022`, `31 January 2022` or `31 January 2022, 14:00`. */
export function dateWords(time: number, precision: DatePrecision): string {
  const date = new Date(time);
  const month = `${monthNames[date.getUTCMonth()] ?? ""} ${date.getUTCFullYear()}`;
  if (precision === "month") return month;
  const words = `${date.getUTCDate()} ${month}`;
  return precision === "day" ? words : `${words}, ${date.toISOString().slice(11, 16)}`;
}
