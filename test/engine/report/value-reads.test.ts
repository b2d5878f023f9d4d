/** Which rows a value follows from, by the names of its expression; and what its panel says of them. */
import { expect, test } from "vitest";
import type { Cell, Notebook } from "../../../src/engine/notebook/contract.js";
import { buildReport } from "../../../src/engine/report/build-report.js";
import type { InputFiles } from "../../../src/engine/report/inputs.js";
import type { CellRead } from "../../../src/model/reads.js";
import type { ExecutionTrace } from "../../../src/model/trace.js";
import { inlineExpressions } from "../../../src/engine/notebook/inline.js";
import type { Report } from "../../../src/model/report.js";
import { renderBriefing } from "../../../src/engine/render/render-briefing.js";

const file = (name: string) => `/project/data/${name}`;
const inputs: InputFiles = new Map(
  ["pairs.csv", "names.csv", "rule.json", "events.csv"].map((name) => [
    file(name),
    { kind: "project", path: `data/${name}`, sha256: "ab" },
  ]),
);
const project = {
  root: "/project",
  title: "Rows",
  authors: [],
  sources: {
    tables: [
      { path: "data/pairs.csv", title: "Pairs", sources: [], licences: [], rows: 1234, editions: ["o", "n"] },
      { path: "data/names.csv", title: "Names", sources: [], licences: [], isLookup: true as const },
      { path: "data/events.csv", title: "Events", sources: [{ title: "The Office" }], licences: [], rows: 3 },
    ],
    editions: [
      { id: "o", name: "Counts 2022" },
      { id: "n", name: "Counts 2024", reference: "Counts 2024, table 7" },
    ],
  },
};

const read = (name: string, by: CellRead["by"], more: object = {}): CellRead => ({
  file: file(name),
  ...more,
  by,
});
const trace = (reads?: readonly CellRead[]): ExecutionTrace => ({
  ...{ files: [], modules: [], environment: [], functions: [] },
  ...(reads && { reads }),
});
const recorded = (facts: object) => ({ "decoupling-briefing": facts }) as unknown as Cell["metadata"];

function code(id: string, source: string, reads?: readonly CellRead[]): Cell {
  const metadata = recorded({ status: "executed", trace: trace(reads) });
  return { cell_type: "code", id, source, metadata, execution_count: 1, outputs: [] };
}

/** `reads`: what the expression asks for, as the kernel says it of the cell. */
function says(id: string, expression: string, reads: readonly CellRead[] | "not recorded" = []): Cell {
  const value = { version: 1, raw: 5, text: "5", format: "count", id };
  const source = `There are \`\`{ts} ${expression}\`\` of them.`;
  const cell: Cell = { cell_type: "markdown", id: `${id}-text`, source, metadata: {} };
  const inline = inlineExpressions(cell).map(({ id, expression, line, column }) => ({
    ...{ id, expression, line, column, value },
    status: "ok",
  }));
  const asked =
    reads === "not recorded"
      ? undefined
      : reads.map((each) => ({
          ...each,
          by: each.by.map((who) => (who === "own" ? (inline[0]?.id ?? "") : who)),
        }));
  return { ...cell, metadata: recorded({ status: "executed", trace: trace(asked), inline }) };
}

function built(...cells: readonly Cell[]) {
  const heading: Cell = { cell_type: "markdown", id: "title", source: "# Rows", metadata: {} };
  const notebook: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [heading, ...cells] };
  return buildReport([{ path: "notebooks/01-rows.ipynb", notebook }], project, inputs);
}

/** What the values of these cells follow from, as `file rows`. */
function readsOf(...cells: readonly Cell[]) {
  const { values, reads } = built(...cells);
  return Object.fromEntries(
    Object.entries(values).map(([id, { reads: key }]) => [
      id,
      key === undefined
        ? undefined
        : reads?.[key]?.map(({ path, rows }) => `${path.slice(5)} ${rows ?? "whole"}`),
    ]),
  );
}

async function fileOf(report: Report, path: string): Promise<string> {
  const files = await renderBriefing(report, []);
  return String(files.find((file) => file.path === path)?.content);
}
const pageOf = (report: Report) => fileOf(report, "briefing.html");

const imports = code("imports", 'import { fmt } from "decoupling-briefing";', []);
const ours = { where: { a: ["CN"], b: ["US"] }, rows: 30, of: 1234, editions: ["n"] };
const load = code(
  "load",
  'const ours = load("pairs", { a: "CN", b: "US" });\nconst all = load("pairs");\nconst dates = load("events");',
  [
    read("pairs.csv", [0], ours),
    read("pairs.csv", [1], { rows: 1234, of: 1234 }),
    read("events.csv", [2], { rows: 3, of: 3 }),
  ],
);

test("a value follows from the statements that its names go back to, and from no others of their cells", () => {
  expect(
    readsOf(
      imports,
      load,
      code("derive", "const least = Math.min(...ours);\nconst most = Math.max(...all);", []),
      says("of-ours", "fmt.count(least)"),
      says("of-all", "fmt.count(most)"),
      says("of-both", "holds(text`${fmt.count(least)}`, dates.length > 0)"),
      says("constant", "fmt.count(5)"),
    ),
  ).toEqual({
    "of-ours": ["pairs.csv 30"],
    "of-all": ["pairs.csv 1234"],
    "of-both": ["events.csv 3", "pairs.csv 30"],
    constant: [],
  });
});

test("what a later statement may have put into a variable counts, what merely reads it does not", () => {
  const cells = [
    code("begin", "const rows: number[] = [];\nlet sum = 0;", []),
    load,
    code("fill", "for (const row of ours) rows.push(row);\nconst shown = rows.length + dates.length;", []),
    code("add", "sum += all.length;", []),
  ];
  expect(readsOf(...cells, says("rows", "fmt.count(rows.length)"), says("sum", "fmt.count(sum)"))).toEqual({
    rows: ["pairs.csv 30"],
    sum: ["pairs.csv 1234"],
  });
});

test("an effect is seen by whatever words it comes", () => {
  const into = (...statements: readonly string[]) =>
    readsOf(
      code("begin", "const m = { sub: {}, rows: [] };", []),
      code("effect", statements.join("\n"), [
        read("events.csv", [statements.length - 1], { rows: 3, of: 3 }),
      ]),
      says("x", "fmt.count(m.rows.length)"),
    )["x"];
  for (const statement of [
    "fill({ into: m });",
    "fill([...m.rows], 1);",
    "ok && fill(m);",
    "ok ? fill(m) : undefined;",
    "void fill(m);",
    "await fill(m as Filled).then(done);",
    "new Filler(m.sub);",
    'const done = Object.assign(m.sub, load("events"));',
    'for (m.rows of load("events")) void 0;',
    'for (const part of m.rows) part.more = load("events");',
    'load("events").forEach((row) => add(m, row));',
    'Object.values(m).x = load("events");',
  ])
    expect([statement, into(statement)]).toEqual([statement, ["events.csv 3"]]);
  expect(into("const { sub } = m;", "const deep = sub;", 'deep.x = load("events");')).toEqual([
    "events.csv 3",
  ]);
  expect(into('const n = load("events").length + m.rows.length;')).toBeUndefined();
});

test("what a function of the notebook keeps counts for all who call it", () => {
  const kept = code(
    "kept",
    'let kept;\nconst rows = () => (kept ??= load("events"));\nfunction total() {\n  return rows().length;\n}\nconst first = total();\nconst second = rows().length;',
    [read("events.csv", [3], { rows: 3, of: 3 })],
  );
  expect(readsOf(kept, says("first", "fmt.count(first)"), says("second", "fmt.count(second)"))).toEqual({
    first: ["events.csv 3"],
    second: ["events.csv 3"],
  });
});

test("who only puts something into a list, or shows it, does not follow from what others put there", () => {
  const cells = [
    imports,
    code("log", "const log = [];\nfunction note(rows) {\n  log.push(rows);\n  return rows.length;\n}", []),
    load,
    code("notes", "const few = note(ours);\nconst many = note(all);\nfmt.list({ ours, dates });", []),
  ];
  expect(readsOf(...cells, says("few", "fmt.count(few)"), says("log", "fmt.count(log.length)"))).toEqual({
    few: ["pairs.csv 30"],
    log: ["pairs.csv 1234", "pairs.csv 30"],
  });
});

test("no data are read for plain values only, where the notebook read some before", () => {
  const cells = [
    imports,
    code("lib", 'import { total } from "./lib/total";', []),
    code("plain", "const from: number = -2018;\nlet to = from + 3;\nto += 1;\nconst label = `${to}`;", []),
    code("others", "const n = total();\nconst box = { n: 5 };", []),
  ];
  const values = [
    says("plain", "fmt.count(from, { label })"),
    says("module", "fmt.count(n)"),
    says("box", "fmt.count(box.n)"),
    says("unknown", "fmt.count(elsewhere)"),
  ];
  const none = { plain: [], module: [], box: [], unknown: [] };
  expect(readsOf(...cells, ...values, load)).toEqual(none);
  const unknown = { plain: [], module: undefined, box: undefined, unknown: undefined };
  expect(readsOf(load, ...cells, ...values)).toEqual(unknown);
  expect(readsOf(...cells, says("asks", "fmt.count(1)", [read("events.csv", ["other"])]), ...values)).toEqual(
    {
      asks: [],
      ...unknown,
    },
  );
});

test("a name that is declared again is another one", () => {
  const again = code("again", 'const ours = load("events");', [read("events.csv", [0], { rows: 3, of: 3 })]);
  expect(
    readsOf(load, says("before", "fmt.count(ours.length)"), again, says("after", "fmt.count(ours.length)")),
  ).toEqual({ before: ["pairs.csv 30"], after: ["events.csv 3"] });
});

test("an expression that asks for rows itself follows from them, and not from those of its neighbours", () => {
  const asks = (id: string, name: string) =>
    says(id, `fmt.count(load("${name}").length)`, [
      read(`${name}.csv`, ["own"], { rows: 3, of: 3 }),
      read("rule.json", ["another"]),
    ]);
  expect(readsOf(asks("own", "events"))).toEqual({ own: ["events.csv 3"] });
});

test("where no kernel recorded reads, nothing is said of them", async () => {
  const report = built(code("old", "const n = 5;"), says("x", "fmt.count(n)", "not recorded"));
  expect(report.values["x"]).not.toHaveProperty("reads");
  expect(report).not.toHaveProperty("reads");
  expect(await pageOf(report)).not.toContain("read for it");
});

const names = code("names", 'const names = load("names");\nconst rule = read("rule.json");', [
  read("names.csv", [0], { rows: 2, of: 2 }),
  read("rule.json", [1]),
]);
const report = built(
  imports,
  load,
  names,
  says("one", "fmt.count(ours.length)"),
  says("many", "fmt.count(ours.length + dates.length + names.length + rule.length)"),
  says("lookup", "fmt.count(names.length)"),
  says("constant", "fmt.count(5)"),
);

test("a panel names source and edition, the rows and what they say, and only what was read", async () => {
  const page = await pageOf(report);
  const panel = (id: string) =>
    new RegExp(`<div popover class="panel" id="value-${id}">[^]*?</div>`)
      .exec(page)?.[0]
      .match(/<p class="from">.*?<\/p>/gs)
      ?.map((line) => line.replace(/<[^>]+>/g, ""));
  expect(panel("one")).toEqual([
    "Source: Counts 2024 (table 7).",
    "Rows read for it: pairs.csv, 30 of 1,234 (a CN, b US).",
  ]);
  expect(panel("many")).toEqual([
    "Sources read for it: Counts 2024 (table 7); The Office.",
    "Rows read for it: events.csv, all 3; pairs.csv, 30 of 1,234 (a CN, b US); rule.json, as a whole; names from names.csv.",
  ]);
  expect(panel("lookup")).toEqual(["Source: source not given.", "Rows read for it: names.csv, all 2."]);
  expect(panel("constant")).toEqual(["No data are read for it."]);
});
