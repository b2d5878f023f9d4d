import type { DataEdition } from "../../model/data-sources.js";
import type { Report } from "../../model/report.js";
import { longDate } from "./dates.js";

/** Beyond this many a line would be a list; the appendix has them all. */
const most = 12;

/**
 * The sources of the briefing on one line: the editions that occur in its data, each with the date on which it was
 * collected; where the project keeps no list of editions, the sources that its Data Package names. Undefined where
 * there are none, or too many for a line.
 */
export function headSources({ sources }: Pick<Report, "sources">): string | undefined {
  const { editions = [], tables = [] } = sources ?? {};
  const named =
    editions.length > 0
      ? editions.map(editionWords)
      : [...new Set(tables.flatMap((table) => table.sources.map(({ title }) => title)))];
  return named.length === 0 || named.length > most ? undefined : named.join("; ");
}

function editionWords({ name, collected }: DataEdition): string {
  const date = longDate(collected ?? "");
  return date === "" || name.includes(date) ? name : `${name} (collected ${date})`;
}
