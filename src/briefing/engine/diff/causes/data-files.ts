/** Differences in data files and in the Data Package that describes them. */
import path from "node:path";
import { dsvFormat } from "d3-dsv";
import * as z from "zod";
import { parseTree, type JSONPath, type Node } from "jsonc-parser";
import { compareColumns, compareRows, keyColumns, unequal } from "../match/compare-rows.js";
import { differingRows, type DataChange, type LinedRow, type RowChanges } from "./input-change.js";
import { own } from "../../../lib/own.js";
import { parseJson } from "../../../lib/parse-json.js";
import { mostLevels } from "../../../lib/nesting.js";

/** Rows of a data file that differ, matched by its primary key or by the columns that distinguish its rows. */
export function compareCsv(
  earlier: string,
  later: string,
  { delimiter, key }: { readonly delimiter: string; readonly key: readonly string[] },
): RowChanges & Pick<DataChange, "columnsAdded" | "columnsRemoved"> {
  const before = readCsv(earlier, delimiter);
  const after = readCsv(later, delimiter);
  const { shared, columnsAdded, columnsRemoved } = compareColumns(before.columns, after.columns);
  // Keys are chosen among the rows that differ, so that a small change in a large file is fast.
  const single = compareRows(before.rows, after.rows, { key: shared, columns: [], differenceOf: unequal });
  const removed = single.filter(({ status }) => status === "removed").map(({ later }) => later);
  const added = single.filter(({ status }) => status === "added").map(({ later }) => later);
  const isKnown = key.length > 0 && key.every((column) => shared.includes(column));
  const keys = isKnown
    ? key
    : keyColumns({ before: removed.map(cellsOf), after: added.map(cellsOf) }, shared);
  const rows = compareRows(removed, added, { key: keys, columns: shared, differenceOf: unequal });
  return {
    ...differingRows(rows, ({ cells }) =>
      keys.map((column) => `${column} ${own(cells, column) ?? ""}`).join(", "),
    ),
    ...(columnsAdded.length > 0 && { columnsAdded }),
    ...(columnsRemoved.length > 0 && { columnsRemoved }),
  };
}

const cellsOf = ({ cells }: LinedRow) => cells;

/** Rows with the lines they begin on; a quoted field may contain line breaks. */
function readCsv(text: string, delimiter: string) {
  const [columns = [], ...records] = dsvFormat(delimiter).parseRows(text.replace(/^\uFEFF/, ""));
  let line = 2;
  const rows = records.map((record): LinedRow => {
    const cells = Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ""]));
    const numbered = { cells, line };
    line += 1 + record.reduce((count, field) => count + (field.split("\n").length - 1), 0);
    return numbered;
  });
  return { columns, rows };
}

const descriptor = z.looseObject({
  resources: z.array(
    z.looseObject({
      path: z.string().optional(),
      hash: z.unknown().optional(),
      bytes: z.unknown().optional(),
      schema: z
        .looseObject({ primaryKey: z.union([z.string(), z.array(z.string())]).optional() })
        .optional()
        .catch(undefined),
    }),
  ),
});

const readPackage = (text: string): z.infer<typeof descriptor> | undefined =>
  descriptor.safeParse(parseJson(text.replace(/^\uFEFF/, ""))).data;

export const isPackage = (file: string): boolean => file.endsWith("datapackage.json");

function locate(packageFile: string, name = ""): string {
  return path.posix.normalize(path.posix.join(path.posix.dirname(packageFile), name));
}

/** Primary keys of data files by path, from the Data Packages among the inputs; the first package wins. */
export function primaryKeys(inputs: readonly (readonly [string, string])[]) {
  const keys = new Map<string, readonly string[]>();
  for (const [file, text] of inputs) {
    if (!isPackage(file)) continue;
    for (const { path: name, schema } of readPackage(text)?.resources ?? []) {
      const at = locate(file, name);
      if (schema?.primaryKey !== undefined && !keys.has(at)) keys.set(at, [schema.primaryKey].flat());
    }
  }
  return keys;
}

/**
 * The data files whose description in a Data Package changed, or `restates` if the package only restates the size and
 * hash of changed data; empty if one of the two packages cannot be read.
 */
export function packageChange(
  before: string,
  after: string,
  file: string,
  isChanged: (path: string) => boolean,
): Pick<DataChange, "resources" | "restates"> {
  const earlier = readPackage(before);
  const later = readPackage(after);
  if (earlier === undefined || later === undefined) return {};
  const described = ({ resources, ...rest }: typeof earlier) => {
    const entries = resources.map(({ path: name, hash, bytes, ...others }) => {
      const at = locate(file, name);
      return [at, JSON.stringify(isChanged(at) ? others : { ...others, hash, bytes })] as const;
    });
    return { resources: new Map(entries), all: JSON.stringify([rest, entries]) };
  };
  const one = described(earlier);
  const two = described(later);
  if (one.all === two.all) return { restates: true };
  const names = [...new Set([...one.resources.keys(), ...two.resources.keys()])].sort();
  return { resources: names.filter((name) => one.resources.get(name) !== two.resources.get(name)) };
}

/** Its cells are its own path and, under an empty name, its value. */
interface Leaf extends LinedRow {
  /** The keys and indices that lead to it, joined by dots. */
  readonly name: string;
}

/** Entries that differ, by their paths; undefined if either side cannot be read. */
export function compareJson(earlier: string, later: string): RowChanges {
  const before = leavesOf(earlier);
  const after = leavesOf(later);
  if (before === undefined || after === undefined) return {};
  const rows = compareRows(before, after, { key: ["path"], columns: [""], differenceOf: unequal });
  return differingRows(rows, ({ name }) => name);
}

/**
 * Every leaf value by its path, which is kept as JSON because keys may contain dots; undefined if there is nothing to
 * parse, or if it is nested too deeply.
 */
function leavesOf(text: string): readonly Leaf[] | undefined {
  const json = text.replace(/^\uFEFF/, " ");
  const leaves: Leaf[] = [];
  let line = 1;
  let at = 0;
  const visit = ({ type, value, offset, children = [] }: Node, path: JSONPath): void => {
    if (path.length > mostLevels) throw new RangeError("too many levels");
    for (; at < offset; at += 1) if (json[at] === "\n") line += 1;
    for (const [index, child] of children.entries()) {
      const [key, inner] = child.type === "property" ? (child.children ?? []) : [];
      if (child.type !== "property") visit(child, [...path, index]);
      else if (inner !== undefined) visit(inner, [...path, key?.value as string]);
    }
    if (children.length > 0) return;
    const shown = JSON.stringify(value ?? (type === "array" ? [] : type === "object" ? {} : null));
    leaves.push({ name: path.join("."), cells: { path: JSON.stringify(path), "": shown }, line });
  };
  try {
    const tree = parseTree(json);
    if (tree !== undefined) visit(tree, []);
  } catch (error) {
    // Nested more deeply than the call stack or this function allows.
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
  return leaves.length === 0 ? undefined : leaves;
}
