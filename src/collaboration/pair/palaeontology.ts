import type { PalaeontologyRow } from "../rows.js";
import { requireOneEdition } from "./editions.js";
import type { YearSpan } from "../verdict/rule.js";

/** Two five-year periods, the second ending with the last fully entered year. Other periods may differ in direction. */
export const palaeontologySpans = [
  { from: 2010, to: 2014 },
  { from: 2015, to: 2019 },
] as const satisfies readonly YearSpan[];

/**
 * Palaeontology over a period, because single years have too few joint references to compare. Null if the table lacks
 * one of the years, because sums over fewer years are not comparable.
 *
 * Units: references. A reference is a publication from which fossil occurrences were entered in the Paleobiology
 * Database; it does not cover all of palaeontology. Throws for rows of several editions.
 */
export function palaeontologyPeriod(rows: readonly PalaeontologyRow[], { from, to }: YearSpan) {
  const held = rows.filter(({ year }) => from <= year && year <= to);
  requireOneEdition(held, "palaeontologyPeriod");
  if (held.length < to - from + 1) return null;
  const sum = (what: "both" | "gbCn" | "usGb") => held.reduce((all, row) => all + row[what], 0);
  /** `both`: with authors in the United States and in China. The controls have the United Kingdom as one of the two. */
  return { from, to, both: sum("both"), gbCn: sum("gbCn"), usGb: sum("usGb") };
}
