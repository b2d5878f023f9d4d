/** The rows that a Vega-Lite specification draws, and the titles in its tooltips. */
import { isRecord } from "../../../lib/is-record.js";

export type SpecRow = Readonly<Record<string, unknown>>;

/** All objects in a specification, except its rows. */
export function* viewsIn(spec: unknown): Generator<SpecRow> {
  if (Array.isArray(spec)) for (const part of spec) yield* viewsIn(part);
  if (!isRecord(spec)) return;
  yield spec;
  for (const [name, part] of Object.entries(spec))
    if (name !== "data" && name !== "datasets") yield* viewsIn(part);
}

export function* rowsIn(spec: SpecRow): Generator<SpecRow> {
  for (const view of viewsIn(spec)) yield* rowsOfView(view);
  const sets = isRecord(spec["datasets"]) ? Object.values(spec["datasets"]) : [];
  for (const rows of sets) if (Array.isArray(rows)) yield* rows.filter(isRecord);
}

export function rowsOfView({ data }: SpecRow): readonly SpecRow[] {
  const values = isRecord(data) ? data["values"] : undefined;
  return Array.isArray(values) ? values.filter(isRecord) : [];
}

/** By field. */
export function tooltipTitles(spec: SpecRow): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const view of viewsIn(spec)) {
    const tooltip = view["tooltip"];
    for (const entry of Array.isArray(tooltip) ? tooltip : [tooltip]) {
      if (!isRecord(entry) || typeof entry["field"] !== "string" || typeof entry["title"] !== "string")
        continue;
      found.set(entry["field"], entry["title"]);
    }
  }
  return found;
}
