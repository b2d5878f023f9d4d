/** What a query reads and how it orders its rows, according to DuckDB's parser. */
import { DataError } from "../load/errors.js";

export interface Query {
  /** As written after FROM: `pairs`, `cube.pairs`. */
  readonly tables: readonly string[];
  /** The query, as DuckDB's parser serializes it. */
  readonly node: unknown;
  /** Whether several rows would be returned in an unspecified order. */
  readonly order: "given" | "none";
  /** The same query for `json_deserialize_sql`, with ties broken by all its columns. */
  readonly orderedBy: (columns: number) => string;
}

interface Node {
  [name: string]: unknown;
}

/** Rows that depend only on their arguments. */
const generators: ReadonlySet<unknown> = new Set(["range", "generate_series", "unnest"]);

/**
 * @param tree the result of `json_serialize_sql`
 * @param unsteady functions whose result depends on the time or date
 * @param parameters number of values passed to the query
 */
export function readQuery(tree: string, unsteady: ReadonlySet<string>, parameters: number): Query {
  const answer = JSON.parse(withMarkedNumbers(tree)) as Node;
  if (answer["error"] === true) throw parseError(answer);
  const [statement, ...others] = answer["statements"] as Node[];
  if (statement === undefined || others.length > 0)
    throw new DataError("A query is one SELECT.", { hint: "Write each in a separate sql`…`." });
  const places = new Set<unknown>();
  visit(answer["statements"], (node) => {
    rejectUnstable(node, unsteady);
    rejectFiles(node);
    rejectUnordered(node);
    const { type } = node;
    if (type === "SHOW_REF") throw noSelect();
    if (type === "VALUE_PARAMETER") places.add(node["identifier"]);
  });
  if (places.size < parameters)
    throw new DataError("A value of the query stands inside quotes, or in a comment.", {
      hint: "Put ${…} outside quotes: WHERE name = ${name}",
    });
  const modifiers = (statement["node"] as Node)["modifiers"] as Node[];
  const order = modifiers.find(({ type }) => type === "ORDER_MODIFIER");
  const given = (order?.["orders"] ?? []) as Node[];
  return {
    tables: [...tablesIn(answer["statements"], new Set())].sort(),
    node: statement["node"],
    order: order === undefined ? "none" : "given",
    orderedBy(columns) {
      const all = (like: Node) =>
        Array.from({ length: columns }, (_, at) => ({ ...like, expression: position(at + 1) }));
      // ORDER BY ALL is expanded, because the parser's text of it works for one table only.
      if (order !== undefined)
        order["orders"] = [...given.flatMap((one) => (isAll(one) ? all(one) : one)), ...all(byDefault)];
      return withoutMarks(JSON.stringify(answer));
    },
  };
}

/** Numbers that JavaScript would round, as texts; the parser also writes `Infinity`. */
function withMarkedNumbers(tree: string): string {
  return tree.replaceAll(/"(?:[^"\\]|\\.)*"|-?(?:\d[\d.eE+-]*|Infinity|NaN)/g, (token) =>
    token.startsWith('"') || (String(Number(token)) === token && Number.isFinite(Number(token)))
      ? token
      : `"${mark}${token}"`,
  );
}

/** A prefix that no name or text of a query has. */
const mark = "\uE000number ";
const withoutMarks = (tree: string): string => tree.replaceAll(new RegExp(`"${mark}([^"]*)"`, "g"), "$1");

/** `pairs`, or `cube.pairs`; SQL ignores case. */
function tableName({ schema_name: schema, table_name: table }: Node): string {
  const folder = String(schema).toLowerCase();
  return folder === "" || folder === "main" ? String(table) : `${folder}.${String(table)}`;
}

export const orderMissing = (what: string): DataError =>
  new DataError(
    `The query has no ORDER BY: ${what} rows, in an order that may differ from one run to the next.`,
    { hint: "State their order: … ORDER BY year" },
  );

function parseError({ error_type: type, error_message: message }: Node): DataError {
  return type === "not implemented"
    ? noSelect()
    : new DataError(`DuckDB does not understand the query: ${String(message)}.`, {
        hint: 'Put a name with a hyphen in double quotes: FROM "world-pairs". The dialect: duckdb.org/docs/sql',
      });
}

const noSelect = (): DataError =>
  new DataError("The query is no SELECT.", {
    hint: "sql`…` is read-only. To pivot or summarise, write the SELECT in full, or process the rows that it returns.",
  });

function rejectUnstable(node: Node, unsteady: ReadonlySet<string>): void {
  const { class: kind, column_names: names, function_name: called, children, sample } = node;
  // The parser treats these clock names as columns.
  const isClock =
    kind === "COLUMN_REF" &&
    Array.isArray(names) &&
    names.length === 1 &&
    clocks.has(String(names[0]).toLowerCase());
  const name = String(called ?? names).toLowerCase();
  // With one date, it is the time since then.
  const isAge = name === "age" && (children as unknown[] | undefined)?.length === 1;
  if (isClock || (kind === "FUNCTION" && (isAge || unsteady.has(name))))
    throw new DataError(`${name} gives something else another time or another day.`, {
      hint: "Pass a value to the query instead: ${…}",
    });
  if (typeof sample === "object" && sample !== null)
    throw new DataError("The query takes a sample by chance (USING SAMPLE).", {
      hint: "Choose rows with WHERE.",
    });
}

/** Functions that take whichever row comes first, or combine rows in their order. */
function rejectUnordered({ modifiers, class: kind, function_name: called, order_bys: within }: Node): void {
  const kinds = ((modifiers ?? []) as Node[]).map(({ type, distinct_on_targets: on }) =>
    type === "DISTINCT_MODIFIER" && (on as unknown[]).length === 0 ? "" : type,
  );
  const taking = kinds.find((type) => type === "LIMIT_MODIFIER" || type === "DISTINCT_MODIFIER");
  if (taking !== undefined && !kinds.includes("ORDER_MODIFIER"))
    throw orderMissing(`${taking === "LIMIT_MODIFIER" ? "LIMIT" : "DISTINCT ON"} takes any`);
  const name = String(called).toLowerCase();
  if (
    kind === "FUNCTION" &&
    inOrder.has(name) &&
    ((within as Node | undefined)?.["orders"] as unknown[] | undefined)?.length === 0
  )
    throw new DataError(`${name}(…) depends on the order of the rows, which the query does not specify.`, {
      hint: `State it inside: ${name}(… ORDER BY year)`,
    });
}

const inOrder: ReadonlySet<string> = new Set(
  "any_value arbitrary array_agg first first_value group_concat last last_value list listagg string_agg".split(
    " ",
  ),
);

const clocks: ReadonlySet<unknown> = new Set(
  "current_date current_time current_timestamp localtime localtimestamp".split(" "),
);

function rejectFiles({ type, function: called }: Node): void {
  const name = type === "TABLE_FUNCTION" ? (called as Node)["function_name"] : "range";
  if (generators.has(name)) return;
  throw new DataError(`The query reads ${String(name)}(…), which is no table of data/.`, {
    hint: "Describe the file in data/datapackage.json (briefing data add), then name its table.",
  });
}

function visit(value: unknown, onNode: (node: Node) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) onNode(value as Node);
  for (const part of Object.values(value)) visit(part, onNode);
}

/**
 * The tables read, except those that WITH defines. Such a name is visible in later definitions, in the query that it
 * belongs to and, if recursive, in itself.
 *
 * @param parts names defined by WITH here, in lower case
 */
function tablesIn(value: unknown, parts: ReadonlySet<string>): ReadonlySet<string> {
  if (typeof value !== "object" || value === null) return new Set();
  const { type, cte_map: within, ...rest } = value as Node;
  const found = new Set<string>();
  if (type === "BASE_TABLE") {
    const name = tableName(value as Node);
    if (!parts.has(name.toLowerCase())) found.add(name);
  }
  const inside = new Set(parts);
  for (const { key, value: part } of ((within as Node | undefined)?.["map"] ?? []) as Node[]) {
    const name = String(key).toLowerCase();
    const isRecursive = JSON.stringify(part).includes('"RECURSIVE_CTE_NODE"');
    for (const table of tablesIn(part, isRecursive ? new Set([...inside, name]) : inside)) found.add(table);
    inside.add(name);
  }
  for (const child of Object.values(rest)) for (const table of tablesIn(child, inside)) found.add(table);
  return found;
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
