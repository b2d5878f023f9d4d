/** Values whose panel cannot say what they are and which rows they come from, with the reason. */
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
