/** Groups of a frame's rows, and what danfojs computes for each. */
import { plural } from "../../lib/plural.js";
import { quoted } from "../../lib/quoted.js";
import { AuthoringError } from "../errors.js";
import { columnIn, type Content, dtypeOf, requireComplete, requireNumbers, requireTwo } from "./cells.js";
import type { Danfojs } from "./danfojs.js";
import { KeyNumbers } from "./keys.js";

/** What is computed for a column of each group. */
export type GroupOperation = "count" | "sum" | "mean" | "median" | "min" | "max" | "std" | "var";

export interface Grouping {
  readonly keys: readonly string[];
  /** By row: the number of its group. */
  readonly numbers: readonly number[];
  /** By group: the position of its first row. */
  readonly firsts: readonly number[];
  readonly sizes: readonly number[];
}

export function groupingOf(content: Content, keys: readonly string[]): Grouping {
  if (keys.length === 0)
    throw new AuthoringError("groupby: no column is named.", { hint: 'For example: .groupby(["year"])' });
  const columns = keys.map((name) => columnIn("groupby", content, name));
  const keyNumbers = new KeyNumbers();
  const firsts: number[] = [];
  const sizes: number[] = [];
  const numbers = content.cells.map((_, row) => {
    const number = keyNumbers.of(columns.map((cells) => cells[row]));
    if (number === firsts.length) firsts.push(row);
    sizes[number] = (sizes[number] ?? 0) + 1;
    return number;
  });
  return { keys, numbers, firsts, sizes };
}

interface Computed {
  readonly name: string;
  readonly operations: readonly GroupOperation[];
}

/** A row for each group: its key, then `NAME_OPERATION` for each column and operation. */
export function aggregated(
  danfojs: Danfojs,
  content: Content,
  { grouping, computed }: { readonly grouping: Grouping; readonly computed: readonly Computed[] },
): Content {
  const columns = computed.map(({ name, operations }) => ({
    name,
    operations,
    cells: checkedCells(content, grouping, { name, operations }),
  }));
  const names = columns.flatMap(({ name, operations }) => operations.map((one) => `${name}_${one}`));
  const taken = grouping.keys.find((key) => names.includes(key));
  if (taken !== undefined)
    throw new AuthoringError(`groupby: the result would have two columns ${quoted(taken)}.`, {
      hint: "Rename one of the columns first with .rename({ … }).",
    });
  const results = resultsByGroup(danfojs, grouping, columns);
  const units = columns.flatMap(({ name, operations }) => {
    const unit = content.notes.find((note) => note.name === name)?.unit;
    const inUnit = operations.filter((one) => one !== "count" && one !== "var");
    if (unit === undefined) return [];
    return inUnit.map((one) => ({ name: `${name}_${one}`, type: "number" as const, unit }));
  });
  return perGroup(content, grouping, { names, results, notes: units });
}

/** The key of each group with other cells after it. */
export function perGroup(
  content: Content,
  { keys, firsts }: Grouping,
  {
    names,
    results,
    notes,
  }: {
    readonly names: readonly string[];
    readonly results: readonly (readonly unknown[])[];
    readonly notes: Content["notes"];
  },
): Content {
  const keyColumns = keys.map((name) => columnIn("groupby", content, name));
  const keyNotes = content.notes.filter(({ name }) => keys.includes(name));
  return {
    names: [...keys, ...names],
    cells: firsts.map((row, group) => [...keyColumns.map((cells) => cells[row]), ...(results[group] ?? [])]),
    index: firsts.map((_, group) => group),
    notes: [...keyNotes, ...notes],
  };
}

function checkedCells(
  content: Content,
  grouping: Grouping,
  { name, operations }: Computed,
): readonly unknown[] {
  const what = (operation: string) => `groupby(${JSON.stringify(grouping.keys)}), ${operation}`;
  const cells = columnIn(what(operations.join(", ")), content, name);
  for (const operation of operations) {
    if (operation === "count") {
      requireComplete(what(operation), { name, cells, fault: "would count it as a value" });
      continue;
    }
    requireNumbers(what(operation), { name, cells, fault: "would count a missing value as zero" });
    if (operation !== "std" && operation !== "var") continue;
    grouping.sizes.forEach((size, group) => {
      const first = content.cells[grouping.firsts[group] ?? 0] ?? [];
      const key = grouping.keys.map((each) => `${each} ${String(first[content.names.indexOf(each)])}`);
      requireTwo(what(operation), size, `the group ${key.join(", ")}`);
    });
  }
  return cells;
}

/** By group, the results of all columns and operations. */
function resultsByGroup(
  danfojs: Danfojs,
  { numbers, firsts }: Grouping,
  columns: readonly (Computed & { readonly cells: readonly unknown[] })[],
): readonly (readonly unknown[])[] {
  if (firsts.length === 0) return [];
  const plain = new danfojs.DataFrame(
    numbers.map((number, row) => [number, ...columns.map(({ cells }) => cells[row])]),
    {
      columns: ["group", ...columns.map((_, at) => `column ${at}`)],
      dtypes: ["int32", ...columns.map(({ cells }) => dtypeOf(cells))],
    },
  );
  // As a text if it is only one: danfojs computes with words otherwise, even to count them.
  const operations = columns.map(({ operations: [first = "count", ...more] }, at) => [
    `column ${at}`,
    more.length === 0 ? first : [first, ...more],
  ]);
  const result = plain
    .groupby(["group"])
    .agg(Object.fromEntries(operations) as Record<string, string | readonly string[]>);
  const names = columns.flatMap((column, at) => column.operations.map((one) => `column ${at}_${one}`));
  const positions = names.map((name) => result.columns.indexOf(name));
  if (positions.includes(-1) || result.values.length !== firsts.length)
    throw new AuthoringError(
      `groupby: danfojs-node gave ${plural(result.values.length, "row")} for ${plural(firsts.length, "group")}.`,
      { hint: "Install the version that frames are made for: npm install danfojs-node@1.2" },
    );
  const byGroup = new Map(result.values.map((row) => [row[0], positions.map((at) => row[at])]));
  return firsts.map((_, group) => byGroup.get(group) ?? []);
}
