/** Dates in the rows of a compiled Vega specification. JavaScript reads a time without a zone as local. */
import type { SpecObject } from "./size.js";

const hasZone = /(?:[Zz]|\b(?:UTC?|GMT)\b.*|[+-]\d\d:?\d\d)\s*$/;
const isoDay = /^[+-]?\d{4,6}(?:-\d\d){0,2}$/;

/** The same time in a text that every time zone reads alike; a text that is no date stays as it is. */
export function utcText(text: string): string {
  if (isoDay.test(text) || hasZone.test(text) || Number.isNaN(Date.parse(text))) return text;
  const time = [`${text}Z`, `${text} UTC`].map((zoned) => Date.parse(zoned)).find(Number.isFinite);
  return time === undefined ? text : new Date(time).toISOString();
}

const asDate = /\btoDate\(datum\["((?:[^"\\]|\\.)+)"\]\)/g;

/** Fields that a data set, or one derived from it, reads as dates. */
export function dateFields(name: string, sets: readonly SpecObject[]): ReadonlySet<string> {
  const fields = new Set<string>();
  const derived = new Set([name]);
  // A data set comes after its source.
  for (const set of sets) {
    const source = set["source"];
    if (set["name"] !== name && !(typeof source === "string" && derived.has(source))) continue;
    derived.add(String(set["name"]));
    const parse = (set["format"] as SpecObject | undefined)?.["parse"];
    for (const [field, kind] of Object.entries(parse ?? {})) if (kind === "date") fields.add(field);
    for (const [, field = ""] of JSON.stringify(set["transform"] ?? [])
      .replaceAll('\\"', '"')
      .matchAll(asDate))
      fields.add(field);
  }
  return fields;
}

/** The rows with these fields in UTC. */
export function withUtcDates(rows: unknown, fields: ReadonlySet<string>): unknown {
  if (!Array.isArray(rows) || fields.size === 0) return rows;
  return rows.map((row: unknown) => {
    if (typeof row !== "object" || row === null) return row;
    const cells = Object.entries(row);
    if (!cells.some(([field, cell]) => fields.has(field) && typeof cell === "string")) return row;
    return Object.fromEntries(
      cells.map(([field, cell]: [string, unknown]) => [
        field,
        fields.has(field) && typeof cell === "string" ? utcText(cell) : cell,
      ]),
    );
  });
}
