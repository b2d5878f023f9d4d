import type { ReportValue } from "../../model/report.js";

/** A number, or the two of bounds; empty for words. */
export function numbersOf(raw: ReportValue["raw"]): readonly number[] {
  if (typeof raw === "number") return [raw];
  return raw instanceof Array ? raw : [];
}
