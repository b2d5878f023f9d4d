/** The files of a project as parsed in this process: the error for each invalid one. */
import { describe, expect, test } from "vitest";
import { readFrontMatter } from "../../../src/briefing/engine/notebook/front-matter.js";
import { readConfiguration } from "../../../src/briefing/engine/project/configuration.js";
import { BriefingError } from "../../../src/briefing/model/errors.js";
import { createProject, failure, field, loaded, messages } from "../../briefing/authoring/load/project.js";
import { casesOf } from "../../support/cases.js";
import { thrown } from "../../support/thrown.js";

type Case = readonly [name: string, text: string, message: string];
const settings = casesOf("settings.yml", import.meta.url) as {
  readonly wrongSettings: readonly Case[];
  /** Valid settings, and their effect. */
  readonly rightSettings: readonly (readonly [name: string, text: string, settings: object])[];
  readonly wrongFrontMatter: readonly Case[];
};
const depth: Case = ["depth", `title: ${"[".repeat(20_000)}`, "500 levels deep"];
const mega = "a".repeat(1_000_000);
const longName: Case = ["a name of a megabyte", `${mega}: a`, "briefing.yml:1:1: "];

/** Tables `t` with the field `x`, and their description apart from name and path. */
const tables = casesOf("tables.yml", import.meta.url) as {
  readonly wrongResources: readonly (readonly [name: string, resource: object, message: string])[];
  readonly wrongTables: readonly (readonly [name: string, csv: string, message: string])[];
  readonly wrongIntegers: readonly (readonly [cell: string, shown: string])[];
  /** The rows that are read. */
  readonly rightTables: readonly (readonly [name: string, csv: string, rows: readonly (string | null)[]])[];
};
const wrongResources: typeof tables.wrongResources = [
  ...tables.wrongResources,
  ["no schema", { schema: undefined }, 'resource "t": schema must be an object'],
  [
    "a pattern of a megabyte",
    { schema: { fields: [field("x", "string", { pattern: mega })] } },
    "pattern has 1000000 characters",
  ],
  ["no path", { path: undefined }, "path must be a string"],
];
const wrongTables: typeof tables.wrongTables = [
  ...tables.wrongTables,
  ["a name of a megabyte", `${mega}\n`, "the header reads"],
  ["another name before 18 MB of records", `y\n${"a\n".repeat(9_000_000)}`, "the header reads"],
  ["10,000 cells more", `x\n${",".repeat(10_000)}\n`, "data/t.csv:2:1: expected 1 cells, got 10001"],
  [
    "a quote left open for 17 MB",
    `x\n"${"a\n".repeat(9_000_000)}`,
    "data/t.csv:2: not CSV: the record that begins here has no end",
  ],
  ["a quote after a megabyte", `x\n${mega}"b\n`, "a quote in cell 1"],
];
const notIntegers = "1e400,-,1.5,0x1f,NaN,Infinity,1_000,１,١,--1,1 ,9007199254740993".split(",");
const wrongIntegers: typeof tables.wrongIntegers = [
  ...tables.wrongIntegers,
  ...notIntegers.map((cell) => [cell, JSON.stringify(cell)] as const),
  ["9".repeat(1_000_000), `"${"9".repeat(60)}…"`],
];
const rightTables: typeof tables.rightTables = [
  ...tables.rightTables,
  ["a field of a megabyte", `x\n"${mega}"\n`, [mega]],
  ["a field of a million quotes", `x\n"${'""'.repeat(1_000_000)}"\n`, ['"'.repeat(1_000_000)]],
];

/** The error thrown while reading: one of the project's own, of readable length. */
function refusal(read: () => unknown): BriefingError {
  const error = thrown(BriefingError, read);
  expect(error.message.length).toBeLessThan(2000);
  return error;
}

describe("briefing.yml", () => {
  test.each([...settings.wrongSettings, depth, longName])("rejected: %s", (_, text, message) => {
    const error = refusal(() => readConfiguration(text, "briefing.yml"));
    expect(error.message).toContain(message);
    expect(error.hint).toBeDefined();
  });

  test.each(settings.rightSettings)("accepted: %s", (_, text, effect) => {
    expect(readConfiguration(text, "briefing.yml")).toMatchObject(effect);
  });
});

describe("front matter", () => {
  test.each([...settings.wrongFrontMatter, depth])("rejected: %s", (_, text, message) => {
    const cell = { cell_type: "raw", id: "a", metadata: {}, source: `---\n${text}\n---` } as const;
    expect(refusal(() => readFrontMatter({ cells: [cell] }, "n.ipynb")).message).toContain(message);
  });

  test("names that all objects inherit are valid fields", () => {
    const source = "---\ntitle: T\n__proto__: { a: 1 }\nconstructor: b\n---";
    const read = readFrontMatter({ cells: [{ cell_type: "raw", id: "a", metadata: {}, source }] }, "n.ipynb");
    expect(Object.keys(read ?? {})).toEqual(["title", "__proto__", "constructor"]);
    expect(read).not.toHaveProperty("a");
  });
});

const text = { fields: [field("x")] };

describe("data", () => {
  test.each(wrongResources)("a description with %s", (_, resource, message) => {
    const project = createProject({ t: { csv: "x\na\n", schema: text, extra: resource } });
    expect(failure(project).message).toContain(message);
  });

  test.each(wrongTables)("a table with %s", async (_, csv, message) => {
    const project = createProject({ t: { csv, schema: text } });
    expect(refusal(() => loaded(project)).message).toContain(message);
    expect((await messages(project)).join("\n")).toContain(message);
  });

  test.each(wrongIntegers)("not an integer: %.20j", async (cell, shown) => {
    const project = createProject({
      t: { csv: `x\n1\n${cell}\n`, schema: { fields: [field("x", "integer")] } },
    });
    const expected = `data/t.csv:3:1 column "x": expected an integer, got ${shown}`;
    expect(refusal(() => loaded(project)).message).toBe(expected);
    expect(await messages(project)).toEqual([expected]);
  });

  test.each(rightTables)("valid: %s", async (_, csv, rows) => {
    const project = createProject({ t: { csv, schema: text } });
    expect(loaded(project)).toEqual(rows.map((x) => ({ x })));
    expect(await messages(project)).toEqual([]);
  });

  test("10,000 columns", () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
    const project = createProject({
      t: { csv: `${names.join()}\n${names.join()}\n`, schema: { fields: names.map((name) => field(name)) } },
    });
    expect(Object.keys(loaded(project)[0] ?? {})).toEqual(names);
  });

  test("tables with circular references are checked", async () => {
    const schema = (other: string) => ({
      fields: [field("x")],
      foreignKeys: [{ fields: "x", reference: { resource: other, fields: "x" } }],
    });
    const project = createProject({
      t: { csv: "x\na\n", schema: schema("u") },
      u: { csv: "x\nb\n", schema: schema("t") },
    });
    expect(await messages(project)).toEqual([
      'data/t.csv:2:1 column "x": "a" is not in x of the table u',
      'data/u.csv:2:1 column "x": "b" is not in x of the table t',
    ]);
  });

  test.each([["constructor"], ["toString"], ["hasOwnProperty"]])("a field may be called %s", async (name) => {
    const schema = { fields: [field(name, "integer"), field("y")], primaryKey: name };
    const project = createProject({ t: { csv: `${name},y\n1,a\nb,a\nc,a\n`, schema } });
    const [found, ...others] = await messages(project);
    expect(found).toMatch(/data\/t\.csv:3:1 .*and 1 more of the same kind, on line 4/);
    expect(others).toEqual([]);
    const right = createProject({ t: { csv: `${name},y\n1,a\n`, schema } });
    expect(loaded(right)).toEqual([{ [name]: 1, y: "a" }]);
  });
});
