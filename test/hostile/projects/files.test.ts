/** The files of a project as parsed in this process: the error for each invalid one. */
import { describe, expect, test } from "vitest";
import { readFrontMatter } from "../../../src/engine/notebook/front-matter.js";
import { readConfiguration } from "../../../src/engine/project/configuration.js";
import { BriefingError } from "../../../src/model/errors.js";
import { createProject, failure, field, loaded, messages } from "../../authoring/load/project.js";
import { rightSettings, wrongFrontMatter, wrongSettings } from "./settings.js";
import { rightTables, wrongIntegers, wrongResources, wrongTables } from "./tables.js";
import { thrown } from "../../support/thrown.js";

/** The error thrown while reading: one of the project's own, of readable length. */
function refusal(read: () => unknown): BriefingError {
  const error = thrown(BriefingError, read);
  expect(error.message.length).toBeLessThan(2000);
  return error;
}

describe("briefing.yml", () => {
  test.each(wrongSettings)("rejected: %s", (_, text, message) => {
    const error = refusal(() => readConfiguration(text, "briefing.yml"));
    expect(error.message).toContain(message);
    expect(error.hint).toBeDefined();
  });

  test.each(rightSettings)("accepted: %s", (_, text, settings) => {
    expect(readConfiguration(text, "briefing.yml")).toMatchObject(settings);
  });
});

describe("front matter", () => {
  test.each(wrongFrontMatter)("rejected: %s", (_, text, message) => {
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
    expect(await messages(project)).toHaveLength(2);
    const right = createProject({ t: { csv: `${name},y\n1,a\n`, schema } });
    expect(loaded(right)).toEqual([{ [name]: 1, y: "a" }]);
  });
});
