import { required } from "../indicators/errors.js";
import type { EditionsRow, StayIntentionsRow } from "../rows.js";
import { newestRows } from "./editions.js";

/** A row of a survey that publishes a year in several editions. */
type SurveyRow = Pick<StayIntentionsRow, "edition" | "citizenship" | "year">;

/** The newest edition's row of each citizenship and year, oldest year first. */
export function newestOfEachYear<Row extends SurveyRow>(
  rows: readonly Row[],
  editions: readonly EditionsRow[],
): readonly Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.citizenship} ${String(row.year)}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((own) => newestRows(own, editions)).sort((a, b) => a.year - b.year);
}

/** The row of a citizenship and year; throws if it is missing. */
export function inYearOf<Row extends Omit<SurveyRow, "edition">>(
  rows: readonly Row[],
  citizenship: string,
  year: number,
): Row {
  return required(
    rows.find((row) => row.citizenship === citizenship && row.year === year),
    `there are no doctorates of the citizenship "${citizenship}" in ${year}`,
    `Available citizenships: ${[...new Set(rows.map((row) => row.citizenship))].join(", ") || "none"}.`,
  );
}

/** Name of the row for all other citizenships together. */
export const otherCitizenships = "OTHERS";

/**
 * Intentions of one citizenship, and of all other holders of temporary visas, computed by subtraction from `WORLD`.
 * Years that lack one of the two are omitted. `part`: share of the new doctorate holders who intended to stay in the
 * United States. Range: 0–1.
 */
export function stayIntentions(
  rows: readonly StayIntentionsRow[],
  editions: readonly EditionsRow[],
  citizenship: string,
) {
  const newest = newestOfEachYear(rows, editions);
  return newest
    .filter((row) => row.citizenship === citizenship)
    .flatMap((own) => {
      const all = newest.find((row) => row.citizenship === "WORLD" && row.year === own.year);
      if (all === undefined) return [];
      const { edition, year, standing, doctorates } = own;
      const rest = all.doctorates - doctorates;
      const meant = all.doctorates * all.stayPercent - doctorates * own.stayPercent;
      return [
        { edition, year, standing, citizenship, doctorates, part: own.stayPercent / 100 },
        {
          edition,
          year,
          standing,
          citizenship: otherCitizenships,
          doctorates: rest,
          part: meant / rest / 100,
        },
      ];
    });
}
