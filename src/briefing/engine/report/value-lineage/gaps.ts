/** Values whose panel cannot say what they are and which rows they come from, with the reason. */
import { numbersOf } from "../numbers-of.js";
import { dataBehind, isConstant } from "../data/used-data.js";
import type { Report, ReportValue } from "../../../model/report.js";

/** A panel with more tables does not say where a number comes from. */
const maxTables = 4;

type Checked = Pick<Report, "provenance" | "sources" | "reads">;

/** Undefined for a value with a name and its rows, and for a constant, which has no panel. */
export function lineageGap(value: ReportValue, report: Checked): string | undefined {
  const { lineage, label } = value;
  if (lineage === undefined) return "its code could not be followed";
  if (isConstant(value, report)) return undefined;
  if (label === undefined && lineage.name === undefined) return "it has no name: give it a label";
  const { tables } = dataBehind(value, report);
  if (tables.length === 0) return "no rows of a table reached it";
  return tables.length > maxTables ? `it depends on ${tables.length} tables` : undefined;
}

/** A number on the page whose panel does not name its rows. */
export interface Unexplained {
  readonly id: string;
  readonly text: string;
  readonly notebook: string;
  readonly cell: string;
  readonly reason: string;
}

/** In the order of the report: texts, years and dates have no panel. */
export function unexplainedValues(report: Checked & Pick<Report, "values">): readonly Unexplained[] {
  return Object.entries(report.values).flatMap(([id, value]) => {
    const reason = hasPanel(value) ? lineageGap(value, report) : undefined;
    const { text, place } = value;
    return reason === undefined ? [] : [{ id, text, notebook: place.notebook, cell: place.cell, reason }];
  });
}

/** Formats whose text is already complete: a title of 2,022 would not explain 2022. */
const complete = new Set(["year", "date", "ordinal"]);

export const hasPanel = ({ format, raw }: Pick<ReportValue, "format" | "raw">): boolean =>
  !complete.has(format) && numbersOf(raw).length > 0;
