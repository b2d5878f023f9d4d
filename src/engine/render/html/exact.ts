import { format } from "d3-format";
import type { ReportValue } from "../../../model/report.js";

const digits = format(",");

/** Formats whose text says all there is: a title of 2,022 would not explain 2022. */
const complete = new Set(["year", "date", "ordinal"]);
/** Formats of fractions that are read in hundredths. */
const hundredths = new Set(["percent", "points"]);

/** The number behind a text, as a machine and as a person read it; undefined where there is none. */
export function exactly(value: ReportValue): { readonly value: string; readonly title: string } | undefined {
  const { raw, unit, format: written } = value;
  if (complete.has(written)) return undefined;
  const suffix = unit === undefined ? "" : ` ${unit}`;
  const read = (x: number) => digits(hundredths.has(written) ? Number((100 * x).toPrecision(12)) : x);
  if (typeof raw === "number") return { value: String(raw), title: `${read(raw)}${suffix}` };
  if (!(raw instanceof Array)) return undefined;
  return { value: raw.join("/"), title: `${read(raw[0])} to ${read(raw[1])}${suffix}` };
}
