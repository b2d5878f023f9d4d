import { csvParseRows } from "d3-dsv";
import type { DataTable } from "../../model/data-sources.js";
import type { Place, Prose } from "../../model/report.js";
import { unknownId } from "./explainable.js";
import { functionLines } from "./function-lines.js";
import { byModule, lineageOf } from "./lineage.js";
import { readFor, type ReadData } from "./read-rows.js";
import { plainProse } from "./plain-prose.js";
import type { StoredReport } from "./stored-report.js";
import { own } from "../../lib/own.js";

type StoredBlock = StoredReport["sections"][number]["blocks"][number];
type Named = Extract<StoredBlock, { kind: "figure" | "table" | "claim" }>;

/** Where something on the page comes from, back to data and functions. */
export interface Explanation {
  readonly id: string;
  readonly kind: "value" | "figure" | "table" | "claim";
  /** What the page says: the number, the caption, the statement. */
  readonly says: string;
  /** Facts of it, by name: exact number, unit, verdict … */
  readonly facts: readonly (readonly [string, string])[];
  readonly section: string;
  readonly notebook: string;
  readonly cell: string;
  /** Earlier cells, each after those that it rests on. */
  readonly restsOn: readonly string[];
  readonly data: readonly { readonly path: string; readonly sha256: string; readonly table?: DataTable }[];
  readonly modules: readonly { readonly path: string; readonly functions: readonly RanFunction[] }[];
  readonly packages: readonly string[];
  /** Of a value: which rows were read for it, and whose they are; missing where no kernel recorded it. */
  readonly read?: ReadData;
  /** Ids of the values that stand in it. */
  readonly values: readonly string[];
  /** What a figure draws, as far as its file is at hand, or a table prints. */
  readonly rows?: DrawnRows;
}

/** What a figure draws or a table prints. */
export interface DrawnRows {
  readonly columns: readonly string[];
  readonly total: number;
  /** The first of them, as they are written. */
  readonly first: readonly (readonly string[])[];
}

interface RanFunction {
  readonly name: string;
  /** From 1, in the module as it is now; missing where that is not at hand or does not show it. */
  readonly line?: number;
}

/** Files that lie around the report; undefined where there is none, or another than the report was made with. */
export interface Surroundings {
  /** A file of the output folder. */
  readonly readOutput: (path: string) => string | undefined;
  /** A file of the project. */
  readonly readSource: (path: string) => string | undefined;
  /** How many rows are wanted. */
  readonly rows: number;
}

const nothingAround: Surroundings = { readOutput: () => undefined, readSource: () => undefined, rows: 5 };

/** `id` is that of a value, figure, table or claim, with or without `fig-`, `tbl-` or `claim-` before it. */
export function explain(report: StoredReport, id: string, around: Surroundings = nothingAround): Explanation {
  const found = findBlock(report, id);
  const value = own(report.values, id);
  if (found !== undefined) {
    const rows = rowsOf(found.block, around);
    return {
      ...describeBlock(found.block, report),
      ...lineageFacts(report, found.place, around),
      ...(rows && { rows }),
    };
  }
  if (value === undefined) throw unknownId(report, id);
  const { label, raw, unit, precision, format, expression, source, text, place } = value;
  const facts = [
    ["label", label],
    ["exact", typeof raw === "object" && raw !== null ? raw.join(" to ") : String(raw)],
    ["unit", unit],
    ["precision", precision],
    ["format", format],
    ["source", source],
    ["expression", expression],
  ] as const;
  const read = readFor(value, report);
  return {
    id,
    kind: "value",
    says: text,
    facts: facts.flatMap(([name, fact]) => (fact === undefined ? [] : [[name, fact] as const])),
    values: [],
    ...(read && { read }),
    ...lineageFacts(report, place, around),
  };
}

function findBlock(report: StoredReport, id: string) {
  const names = { figure: "fig", table: "tbl", claim: "claim" } as const;
  for (const { notebook, blocks } of report.sections) {
    for (const block of blocks) {
      if (block.kind !== "figure" && block.kind !== "table" && block.kind !== "claim") continue;
      if (block.id === id || `${names[block.kind]}-${block.id}` === id)
        return { block, place: { notebook, cell: block.cell } };
    }
  }
  return undefined;
}

function describeBlock(block: Named, report: StoredReport) {
  const texts: readonly (Prose | undefined)[] =
    block.kind === "claim"
      ? [block.statement, block.by, ...block.parts.flatMap(({ reads, evidence }) => [reads, evidence])]
      : [block.title, block.kind === "figure" ? block.subtitle : undefined, block.caption, block.source];
  const values = texts.flatMap((prose) =>
    (prose ?? []).flatMap((part) => (typeof part === "object" && "value" in part ? [part.value] : [])),
  );
  const words = (prose: Prose) => plainProse(prose, report);
  const common = { id: block.id, kind: block.kind, values: [...new Set(values)] };
  if (block.kind === "claim") {
    const parts = block.parts.map(({ reads, status }) => [status, words(reads)] as const);
    return {
      ...common,
      says: words(block.statement),
      facts: [["verdict", block.verdict] as const, ...parts],
    };
  }
  const says = words(block.title ?? block.caption);
  const source = block.source.length === 0 ? [] : [["source", words(block.source)] as const];
  const files = block.kind === "figure" ? [["rows", block.files.data] as const] : [];
  return { ...common, says, facts: [["number", String(block.number)] as const, ...source, ...files] };
}

function rowsOf(block: Named, { readOutput, rows: limit }: Surroundings): DrawnRows | undefined {
  if (block.kind === "claim") return undefined;
  if (block.kind === "table") {
    const { columns, rows } = block;
    return {
      columns: columns.map(({ title, unit }) => (unit === undefined ? title : `${title} (${unit})`)),
      total: rows.length,
      first: rows.slice(0, limit).map((row) => row.map(({ text }) => text)),
    };
  }
  const csv = readOutput(block.files.data);
  if (csv === undefined) return undefined;
  const [columns = [], ...rows] = csvParseRows(csv);
  return { columns, total: rows.length, first: rows.slice(0, limit) };
}

function lineageFacts(report: StoredReport, place: Place, { readSource }: Surroundings) {
  const { cells, files, modules, functions, packages } = lineageOf(place, report);
  const tables = report.sources?.tables ?? [];
  const ran = new Map(byModule(functions).map(({ path, names }) => [path, names]));
  const paths = [...new Set([...modules, ...ran.keys()])].sort();
  return {
    section: report.sections.find(({ notebook }) => notebook === place.notebook)?.id ?? "",
    ...place,
    restsOn: cells.slice(0, -1),
    data: files.map((path) => {
      const table = tables.find((each) => each.path === path);
      return { path, sha256: own(report.inputs, path) ?? "", ...(table && { table }) };
    }),
    modules: paths.map((path) => ({ path, functions: located(ran.get(path) ?? [], path, readSource) })),
    packages,
  };
}

function located(
  names: readonly string[],
  path: string,
  readSource: Surroundings["readSource"],
): readonly RanFunction[] {
  const source = names.length === 0 ? undefined : readSource(path);
  const lines = source === undefined ? undefined : functionLines(source, names);
  return names.map((name) => {
    const line = lines?.get(name);
    return line === undefined ? { name } : { name, line };
  });
}
