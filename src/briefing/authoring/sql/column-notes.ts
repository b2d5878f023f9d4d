/**
 * Titles, units and types of a query's columns: of each that is a column of a table of data/, also through joins,
 * subqueries and WITH. A computed column has none.
 */
import { type FieldNote, renamedNote } from "../load/records.js";

interface Node {
  readonly [name: string]: unknown;
}

/** By column name in lower case, because SQL ignores case; null if the column is computed. */
type Notes = ReadonlyMap<string, FieldNote | null>;

/** The fields of a table of data/, by its name in a query. */
type FieldsOf = (table: string) => readonly FieldNote[] | undefined;

interface Source {
  /** In lower case; empty for a subquery without one. */
  readonly name: string;
  readonly notes: Notes;
}

/** @param node the tree of the query, from `json_serialize_sql` */
export function columnNotes(node: unknown, fieldsOf: FieldsOf): readonly FieldNote[] {
  const found = [...outputsOf(node as Node, new Map(), fieldsOf).values()];
  return found.filter((note) => note !== null);
}

function outputsOf(node: Node, outer: ReadonlyMap<string, Notes>, fieldsOf: FieldsOf): Notes {
  const named = new Map(outer);
  for (const { key, value } of ((node["cte_map"] as Node | undefined)?.["map"] ?? []) as Node[]) {
    const inner = ((value as Node)["query"] as Node | undefined)?.["node"];
    const hasNewNames = ((value as Node)["aliases"] as readonly unknown[]).length > 0;
    const notes = hasNewNames ? new Map() : outputsOf(inner as Node, named, fieldsOf);
    named.set(lower(key), notes);
  }
  // The columns of a union are those of its first query.
  if (node["type"] === "SET_OPERATION_NODE") return outputsOf(node["left"] as Node, named, fieldsOf);
  if (node["type"] !== "SELECT_NODE") return new Map();
  const sources = sourcesOf(node["from_table"] as Node, named, fieldsOf);
  const outputs = new Map<string, FieldNote | null>();
  for (const item of node["select_list"] as readonly Node[])
    for (const [name, note] of columnsOf(item, sources)) if (!outputs.has(name)) outputs.set(name, note);
  return outputs;
}

function sourcesOf(from: Node, named: ReadonlyMap<string, Notes>, fieldsOf: FieldsOf): readonly Source[] {
  if (from["type"] === "JOIN")
    return [from["left"], from["right"]].flatMap((side) => sourcesOf(side as Node, named, fieldsOf));
  if (((from["column_name_alias"] ?? []) as readonly unknown[]).length > 0) return [];
  if (from["type"] === "SUBQUERY") {
    const inner = (from["subquery"] as Node)["node"] as Node;
    return [{ name: lower(from["alias"]), notes: outputsOf(inner, named, fieldsOf) }];
  }
  if (from["type"] !== "BASE_TABLE") return [];
  const table = String(from["table_name"]);
  const isMain = ["", "main"].includes(lower(from["schema_name"]));
  const fields = isMain ? fieldsOf(table) : undefined;
  const ofTable = new Map((fields ?? []).map((field) => [field.name.toLowerCase(), field]));
  const notes = isMain ? (named.get(lower(table)) ?? ofTable) : new Map<string, never>();
  return [{ name: lower(from["alias"] === "" ? table : from["alias"]), notes }];
}

/** The columns that an item of SELECT gives, with their notes. */
function columnsOf(
  item: Node,
  sources: readonly Source[],
): readonly (readonly [name: string, note: FieldNote | null])[] {
  if (item["type"] === "STAR" && item["columns"] !== true) {
    const relation = lower(item["relation_name"]);
    const replaced = new Set(((item["replace_list"] ?? []) as readonly Node[]).map(({ key }) => lower(key)));
    const all = sources.filter(({ name }) => relation === "" || name === relation);
    return all.flatMap(({ notes }) => [...notes]).filter(([name]) => !replaced.has(name));
  }
  const alias = String(item["alias"]);
  if (item["type"] !== "COLUMN_REF") return alias === "" ? [] : [[alias.toLowerCase(), null]];
  const names = (item["column_names"] as readonly unknown[]).map(String);
  const column = names.at(-1) ?? "";
  const relation = lower(names.at(-2) ?? "");
  const given = sources.flatMap(({ name, notes }) =>
    relation === "" || name === relation ? [notes.get(column.toLowerCase())] : [],
  );
  const note = given.find((each) => each !== undefined) ?? null;
  return [[(alias || column).toLowerCase(), note && renamedNote(note, alias || column)]];
}

const lower = (name: unknown): string => String(name).toLowerCase();
