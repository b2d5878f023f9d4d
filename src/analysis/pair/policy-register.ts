import { AnalysisError } from "../indicators/errors.js";
import type { EventsRow } from "../rows.js";

/** An event whose act or announcement is cited. */
export interface RegisteredEvent extends EventsRow {
  readonly year: number;
  readonly citation: string;
}

/** How many measures were meant to restrict exchange in a year, and how many to open it. */
export interface MeasuresOfYear {
  readonly year: number;
  readonly restricting: number;
  readonly opening: number;
}

/**
 * What governments did, and the dates of the pandemic, oldest first. Events without a primary source are left out, and
 * so are reports, speeches and publications: they are no measures.
 */
export function policyRegister(events: readonly EventsRow[]): readonly RegisteredEvent[] {
  return events
    .flatMap((row) =>
      row.standing === "primary" && row.citation !== null && (row.effect !== null || row.kind === "pandemic")
        ? [{ ...row, citation: row.citation, year: Number(row.date.slice(0, 4)) }]
        : [],
    )
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** The event with that label; throws where the register has none. */
export function eventNamed(register: readonly RegisteredEvent[], label: string): RegisteredEvent {
  const found = register.find((row) => row.label === label);
  if (found === undefined)
    throw new AnalysisError(`data/events.csv has no primary event "${label}" that is a measure`, {
      hint: `It has ${register.map((row) => row.label).join(", ") || "none at all"}.`,
    });
  return found;
}

/** Events with those labels, of every kind, whose act or announcement was seen; in the order of the table. */
export function eventsLabelled(
  events: readonly EventsRow[],
  labels: readonly string[],
): readonly EventsRow[] {
  return events.filter(({ standing, label }) => standing === "primary" && labels.includes(label));
}

/** Measures a year, from the first year that has one to the last; a year without measures has zeros. */
export function measuresByYear(register: readonly RegisteredEvent[]): readonly MeasuresOfYear[] {
  const measures = register.filter(({ effect }) => effect !== null);
  const [first] = measures;
  const last = measures.at(-1);
  if (first === undefined || last === undefined) return [];
  const within = (year: number, effect: EventsRow["effect"]): number =>
    measures.filter((row) => row.year === year && row.effect === effect).length;
  return Array.from({ length: last.year - first.year + 1 }, (_, index) => {
    const year = first.year + index;
    return { year, restricting: within(year, "restricting"), opening: within(year, "opening") };
  });
}
