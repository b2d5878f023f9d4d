import type { DrawnRows, Explanation } from "./explain.js";
import type { ReadData } from "./read-rows.js";

/** Where something on the page comes from, as plain text for a terminal: from the page down to data and functions. */
export function explanationText(explanation: Explanation): string {
  const {
    id,
    kind,
    says,
    facts,
    section,
    notebook,
    cell,
    restsOn,
    data,
    modules,
    packages,
    values,
    rows,
    read,
  } = explanation;
  const lines = [
    `${kind} ${id}: ${says}`,
    ...facts.map(([name, fact]) => `  ${name}: ${fact}`),
    "",
    `on the page   chapter ${section}`,
    `computed in   ${notebook}, cell ${cell}`,
    ...entryLines("rests on", restsOn),
    ...(read === undefined ? [] : readLines(read)),
    ...entryLines("data", data.flatMap(dataLines)),
    ...entryLines("through", throughLines(modules)),
    ...entryLines("packages", wrapped(packages)),
    ...entryLines("values in it", wrapped(values)),
    ...(rows === undefined ? [] : rowLines(rows, kind === "figure" ? "draws" : "prints")),
  ];
  return `${lines.join("\n")}\n`;
}

/** As the panel of the value on the page says it. */
function readLines({ editions, others, rows, lookups }: ReadData): readonly string[] {
  const names = editions.map(({ name, reference }) =>
    reference === undefined ? name : `${name} (${reference})`,
  );
  return [
    ...entryLines("sources", [...names, ...others.map(({ title }) => title)]),
    ...entryLines("rows", [
      ...rows.map(({ path, selections }) => `${path}: ${selections.join(", ")}`),
      ...lookups.map((path) => `${path}: names`),
    ]),
  ];
}

function entryLines(name: string, entries: readonly string[]): readonly string[] {
  return entries.map((entry, index) => (index === 0 ? name : "").padEnd(14) + entry);
}

/** Many short names, several a line. */
function wrapped(names: readonly string[]): readonly string[] {
  return names.reduce<readonly string[]>((lines, name) => {
    const last = lines.at(-1);
    return last !== undefined && last.length + name.length < 88
      ? [...lines.slice(0, -1), `${last}, ${name}`]
      : [...lines, name];
  }, []);
}

function dataLines({ path, sha256, table }: Explanation["data"][number]): readonly string[] {
  const hash = sha256 === "" ? "" : ` (sha256 ${sha256.slice(0, 12)})`;
  if (table === undefined) return [`${path}${hash}`];
  const sources = table.sources.map(({ title }) => title).join("; ");
  const columns = (table.columns ?? []).map(({ name, unit }) =>
    unit === undefined ? name : `${name} [${unit}]`,
  );
  return [
    `${path}${hash}: ${table.title}${sources === "" ? "" : `. ${sources}`}`,
    ...(table.rows === undefined ? [] : [`  ${rowCount(table.rows)}`]),
    ...(columns.length === 0 ? [] : [`  columns: ${columns.join(", ")}`]),
    ...(table.editions === undefined ? [] : [`  editions: ${table.editions.join(", ")}`]),
  ];
}

/** Modules by the functions that ran, each with its line; of those that were only loaded it says how many. */
function throughLines(modules: Explanation["modules"]): readonly string[] {
  const ran = modules.filter(({ functions }) => functions.length > 0);
  const loaded = modules.length - ran.length;
  return [
    ...ran.flatMap(({ path, functions }) => {
      const known = functions.flatMap(({ name, line }) => (line === undefined ? [] : [{ name, line }]));
      const rest = functions.filter(({ line }) => line === undefined).map(({ name }) => name);
      return [
        ...known.sort((a, b) => a.line - b.line).map(({ name, line }) => `${path}:${line} ${name}`),
        ...(rest.length === 0 ? [] : [`${path}: ${rest.join(", ")}`]),
      ];
    }),
    ...(loaded === 0 ? [] : [`${loaded} more modules were loaded; no function of theirs ran`]),
  ];
}

function rowLines({ columns, total, first }: DrawnRows, verb: string): readonly string[] {
  const all = [columns, ...first];
  const widths = columns.map((_, index) =>
    Math.min(40, Math.max(...all.map((row) => (row[index] ?? "").length))),
  );
  const cell = (text: string, width: number) =>
    (text.length > width ? `${text.slice(0, width - 1)}…` : text).padEnd(width);
  const lines = all.map((row) =>
    `  ${row.map((text, index) => cell(text, widths[index] ?? 0)).join("  ")}`.trimEnd(),
  );
  const left = total - first.length;
  return [
    "",
    `${verb} ${rowCount(total)}`,
    ...lines,
    ...(left === 0 ? [] : [`  … and ${left} more: --rows ${total} shows all`]),
  ];
}

const rowCount = (rows: number): string => `${rows} ${rows === 1 ? "row" : "rows"}`;
