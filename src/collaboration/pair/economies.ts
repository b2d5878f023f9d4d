import { AnalysisError } from "briefing/analysis";
import type { EconomiesRow } from "../rows.js";

/** The economy with this code; throws for a code that the table lacks, and names those that begin alike. */
export function economyOf(code: string, economies: readonly EconomiesRow[]): EconomiesRow {
  const found = economies.find((row) => row.code === code);
  if (found !== undefined) return found;
  const near = economies.filter((row) => row.code.startsWith(code.slice(0, 1).toUpperCase()));
  throw new AnalysisError(`data/economies.csv has no economy "${code}"`, {
    hint: `It identifies economies by codes such as ${near.map((row) => row.code).join(", ") || "DE"}.`,
  });
}
