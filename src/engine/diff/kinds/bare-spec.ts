import type { PlainRow } from "../match/key-columns.js";
import { isRecord, type Json } from "./figure-spec.js";
import { own } from "../../../lib/own.js";

type Record = Readonly<{ [name: string]: Json }>;

/**
 * A specification that another program wrote, without what that program counts or hashes: data stands where it is drawn
 * instead of under a name made of its hash; names such as `param_7` and `view_3` are counted from 1; of the schema's
 * version only what it may mean otherwise is left.
 */
export function plainSpec(spec: Json): Json {
  if (!isRecord(spec)) return spec;
  const { datasets, ...rest } = spec;
  const named = isRecord(datasets ?? null) ? (datasets as Record) : {};
  const inlined = inlineData(rest, named);
  return JSON.parse(countedAnew(JSON.stringify(inlined))) as Json;
}

function inlineData(value: Json, named: Record): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => inlineData(item, named));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const key = name === "data" && isRecord(item) ? item["name"] : undefined;
      const rows = typeof key === "string" ? own(named, key) : undefined;
      if (rows !== undefined) return [name, { values: rows }];
      if (name === "$schema" && typeof item === "string")
        return [name, item.replace(/(\/v\d+)[^/]*\.json$/, "$1.json")];
      // Rows are as long as the data; nothing below them refers to data.
      return [name, name === "values" ? item : inlineData(item, named)];
    }),
  );
}

function countedAnew(text: string): string {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return text.replace(/"(param|view|layer|concat)_\d+"/g, (written, kind: string) => {
    const known = names.get(written);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const name = `"${kind}_${count}"`;
    names.set(written, name);
    return name;
  });
}

/** The tables of rows that a plain specification draws, in the order in which they stand. */
export function drawnTables(spec: Json): readonly (readonly PlainRow[])[] {
  const tables: (readonly PlainRow[])[] = [];
  const visit = (value: Json) => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, item] of Object.entries(value)) {
      const values = name === "data" && isRecord(item) ? (item as Record)["values"] : undefined;
      if (Array.isArray(values)) tables.push((values as readonly Json[]).map(plainRow));
      else visit(item);
    }
  };
  visit(spec);
  return tables;
}

function plainRow(row: Json): PlainRow {
  if (!isRecord(row)) return { value: plainScalar(row) };
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plainScalar(value)]));
}

function plainScalar(value: Json): PlainRow[string] {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}
