import { required } from "../indicators/errors.js";
import type { EventsRow } from "../rows.js";

/** A government measure, or a date of the pandemic. */
export interface RegisteredEvent extends EventsRow {
  readonly year: number;
}

/** Kinds listed because they may have changed joint work, although not meant to restrict or open exchange. */
const rivals: readonly string[] = ["pandemic", "incentives"];

/**
 * Government measures and the dates of the pandemic, oldest first. Reports, speeches and publications are omitted
 * because they are not measures, and so are events known only from secondary pages, unless `secondHand` includes them.
 */
export function policyRegister(
  events: readonly EventsRow[],
  { secondHand = false }: { readonly secondHand?: boolean } = {},
): readonly RegisteredEvent[] {
  return events
    .filter((row) => secondHand || (row.standing === "primary" && row.citation !== null))
    .filter(({ effect, kind }) => effect !== null || rivals.includes(kind))
    .map((row) => ({ ...row, year: Number(row.date.slice(0, 4)) }))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** The event with this label; throws if the register has none. */
export function eventNamed(register: readonly RegisteredEvent[], label: string): RegisteredEvent {
  return required(
    register.find((row) => row.label === label),
    `data/events.csv has no event "${label}" that is a measure`,
    `It has ${register.map((row) => row.label).join(", ") || "none at all"}.`,
  );
}
