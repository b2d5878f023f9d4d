/** What a query reads and how it orders its rows, as DuckDB's parser says it. */
import { DataError } from "../load/errors.js";

export interface Query {
  /** As they are written after FROM: `pairs`, `cube.pairs`. */
  readonly tables: readonly string[];
  /** What WITH names: such a name may stand for a table, too, or instead. */
  readonly parts: ReadonlySet<string>;
  /** Whether several rows would come in an order that nobody chose. */
  readonly order: "given" | "none";
  /** The same query for `json_deserialize_sql`, rows that it leaves level ordered by all its columns, one or more. */
  readonly orderedBy: (columns: number) => string;
}

interface Node {
  [name: string]: unknown;
}

/** Rows from nothing but their arguments. */
const generators: ReadonlySet<unknown> = new Set(["range", "generate_series", "unnest"]);

/**
 * @param tree the answer of `json_serialize_sql`
 * @param unsteady functions that give something else each time, or each day
 */
export function readQuery(tree: string, unsteady: ReadonlySet<string>): Query {
  // Positions in the text, of which the greatest is more than JSON keeps, are not needed any more.
  const answer = JSON.parse(tree.replaceAll(/"query_location":\d+/g, '"query_location":0')) as Node;
  if (answer["error"] === true) throw refused(answer);
  const [statement, ...others] = answer["statements"] as Node[];
  if (statement === undefined || others.length > 0)
    throw new DataError("A query is one SELECT.", { hint: "Write each in an sql`…` of its own." });
  const [tables, parts] = [new Set<string>(), new Set<string>()];
  visit(answer["statements"], (node) => {
    refuseUnsteady(node, unsteady);
    refuseFiles(node);
    const { type, cte_map: within } = node;
    if (type === "BASE_TABLE") tables.add(withOneName(node));
    for (const { key } of ((within as Node | undefined)?.["map"] ?? []) as Node[]) parts.add(String(key));
  });
  const modifiers = (statement["node"] as Node)["modifiers"] as Node[];
  const order = modifiers.find(({ type }) => type === "ORDER_MODIFIER");
  const given = (order?.["orders"] ?? []) as Node[];
  if (order === undefined && modifiers.some(({ type }) => type === "LIMIT_MODIFIER"))
    throw orderMissing("LIMIT takes any");
  return {
    tables: [...tables].sort(),
    parts,
    order: order === undefined ? "none" : "given",
    orderedBy(columns) {
      const all = (like: Node) =>
        Array.from({ length: columns }, (_, at) => ({ ...like, expression: position(at + 1) }));
      // ORDER BY ALL is written out: the parser's text of it does for one table alone.
      if (order !== undefined)
        order["orders"] = [...given.flatMap((one) => (isAll(one) ? all(one) : one)), ...all(byDefault)];
      return JSON.stringify(answer);
    },
  };
}

export const orderMissing = (what: string): DataError =>
  new DataError(
    `The query has no ORDER BY: ${what} rows, in an order that may differ from one run to the next.`,
    {
      hint: "Say in which order they come: … ORDER BY year",
    },
  );

function refused({ error_type: type, error_message: message }: Node): DataError {
  return type === "not implemented"
    ? new DataError("The query is no SELECT.", {
        hint: "sql`…` only reads. To pivot or to sum up, write the SELECT in full, or do it with the rows that it gives.",
      })
    : new DataError(`DuckDB does not understand the query: ${String(message)}.`, {
        hint: 'A name with a hyphen stands in double quotes: FROM "world-pairs". The dialect: duckdb.org/docs/sql',
      });
}

function refuseUnsteady(node: Node, unsteady: ReadonlySet<string>): void {
  const { class: kind, column_names: names, function_name: called, sample } = node;
  // The parser takes the clocks for columns.
  const isClock = kind === "COLUMN_REF" && Array.isArray(names) && names.length === 1 && clocks.has(names[0]);
  if (isClock || (kind === "FUNCTION" && unsteady.has(String(called))))
    throw new DataError(`${String(called ?? names)} gives something else another time or another day.`, {
      hint: "Hand the query a value instead: ${…}",
    });
  if (typeof sample === "object" && sample !== null)
    throw new DataError("The query takes a sample by chance (USING SAMPLE).", {
      hint: "Choose rows with WHERE.",
    });
}

const clocks: ReadonlySet<unknown> = new Set(
  "current_date current_time current_timestamp localtime localtimestamp".split(" "),
);

function refuseFiles({ type, function: called }: Node): void {
  const name = type === "TABLE_FUNCTION" ? (called as Node)["function_name"] : "range";
  if (generators.has(name)) return;
  throw new DataError(`The query reads ${String(name)}(…), which is no table of data/.`, {
    hint: "Describe the file in data/datapackage.json (briefing data add), then name its table.",
  });
}

/** `cube.pairs` as a name of its own; what the query says of `pairs` goes on meaning it. */
function withOneName(node: Node): string {
  const { schema_name: schema, table_name: table, alias } = node;
  if (schema === "") return String(table);
  const name = `${String(schema)}.${String(table)}`;
  Object.assign(node, { schema_name: "", table_name: name, alias: alias === "" ? table : alias });
  return name;
}

function visit(value: unknown, onNode: (node: Node) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) onNode(value as Node);
  for (const part of Object.values(value)) visit(part, onNode);
}

const isAll = ({ expression }: Node): boolean => (expression as Node)["class"] === "STAR";
const byDefault: Node = { type: "ORDER_DEFAULT", null_order: "ORDER_DEFAULT" };
const position = (column: number): Node => ({
  class: "CONSTANT",
  type: "VALUE_CONSTANT",
  alias: "",
  query_location: 0,
  value: { type: { id: "INTEGER", type_info: null }, is_null: false, value: column },
});
