import { describe, expect, test } from "vitest";
import type { CodeCell, Notebook } from "../../../../src/briefing/engine/notebook/contract.js";
import {
  readDeclarations,
  injectParameters,
  parametersOf,
} from "../../../../src/briefing/engine/notebook/parameters.js";
import { casesOf } from "../../../support/cases.js";
import { codeCell, notebookOf } from "../../../support/notebook.js";

const cases = casesOf("parameters.yml", import.meta.url) as Readonly<{
  types: readonly [source: string, type: string][];
}>;

const cell = (source: string, tags: readonly string[] = [], id = source.slice(0, 5)) =>
  codeCell(id, source, { tags });
const notebook = (source: string, ...others: readonly CodeCell[]) =>
  notebookOf([cell("1", [], "before"), cell(source, ["parameters"], "p"), ...others], {});
const inject = (source: string, values: Record<string, string>, language = "typescript"): string =>
  injectParameters(notebook(source), values, { path: "a.ipynb", language }).cells[2]?.source ?? "";

describe("types of defaults", () => {
  test.each(cases.types)("%s", (source, type) => {
    expect(readDeclarations(source)).toMatchObject([{ name: "n", type }]);
  });

  test("several in a cell, with comments, without semicolons, and only at the top level", () => {
    const source = `// const no = 1
/* const no = 2 */
import { x } from "y"
const a = 1 // one
let b: Map<string, number> = new Map(), c = "2" /* two */
function f() { const no = 3; return { no } }
const d = { a: [1, 2],
  b: "}" }
const e = true`;
    expect(readDeclarations(source).map(({ name, type, line }) => [name, type, line])).toEqual([
      ["a", "number", 4],
      ["b", "any", 5],
      ["c", "string", 5],
      ["d", "object", 7],
      ["e", "boolean", 9],
    ]);
  });
});

describe("values", () => {
  test("have the type of their default and keep keyword and annotation", () => {
    expect(
      inject(
        "let year: number = 2003;\nconst country = 'US';\nconst all = false;\nconst list = [1];\nconst o = {}",
        {
          year: "2010",
          country: "007",
          all: "true",
          list: '["a"]',
          o: '{"a": {"b": 1}}',
        },
      ),
    ).toBe(
      '// Parameters\nlet year: number = 2010;\nconst country = "007";\nconst all = true;\nconst list = ["a"];\nconst o = {"a":{"b":1}};',
    );
  });

  test("without a default are parsed like papermill", () => {
    expect(
      inject("let a = null, b = f(), c = null, d = null", { a: "3", b: "True", c: "x", d: "null" }),
    ).toBe('// Parameters\nlet a = 3;\nlet b = true;\nlet c = "x";\nlet d = null;');
  });

  test("in Python have the type of the value's form, as with papermill", () => {
    const source = "# no = 1\na: int = 1\nb = True\nc = {}\nd = compute()\nif a == 1:\n    inner = 2";
    expect(inject(source, { a: "2", b: "false", c: '{"x": null}', d: "two words" }, "Python")).toBe(
      '# Parameters\na = 2\nb = False\nc = {"x": None}\nd = "two words"',
    );
    for (const name of ["no", "inner"])
      expect(() => inject(source, { [name]: "1" }, "Python")).toThrow(`there is no parameter "${name}"`);
  });

  test.each([
    ["const n = 1", "x", /"x" is not a value for n: expected a number, like its default\./],
    ["const n = 1", "", /"" is not a value for n/],
    ["const n = true", "yes", /expected true or false/],
    ["const n = [1]", "{}", /expected a JSON array/],
    ["const n = {}", "[]", /expected a JSON object/],
  ])("%s rejects %j", (source, value, message) => {
    expect(() => inject(source, { n: value })).toThrow(message);
  });

  test("an unknown name is rejected with the known names and a suggestion", () => {
    expect(() => inject("const firstYear = 1, country = 'US'", { fristYear: "2" })).toThrow(
      expect.objectContaining({
        message: 'a.ipynb: there is no parameter "fristYear".',
        hint: "Did you mean firstYear? Its parameters: firstYear, country.",
      }),
    );
  });

  test("a notebook without a parameters cell, and one in another language, are rejected", () => {
    const bare: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };
    const context = { path: "a.ipynb", language: "typescript" };
    expect(() => injectParameters(bare, { a: "1" }, context)).toThrow(/no cell is tagged "parameters"/);
    expect(() => injectParameters(bare, { a: "1" }, { ...context, language: "R" })).toThrow(/language R/);
    expect(injectParameters(bare, {}, context)).toBe(bare);
  });
});

describe("the injected cell", () => {
  test("follows the parameters cell and replaces one injected before", () => {
    const old = cell("const n = 9", ["injected-parameters"], "old");
    const given = notebook("const n = 1", cell("n", [], "use"), old);
    const { cells } = injectParameters(given, { n: "2" }, { path: "a", language: "typescript" });
    expect(cells.map(({ id }) => id)).toEqual(["before", "p", "old", "use"]);
    expect(cells[2]).toMatchObject({
      metadata: { tags: ["injected-parameters"] },
      source: "// Parameters\nconst n = 2;",
    });
    expect(given.cells).toHaveLength(4);
  });

  test("gets a unique id", () => {
    const given = notebook("const n = 1", cell("x", [], "injected-parameters"));
    const { cells } = injectParameters(given, { n: "2" }, { path: "a", language: "typescript" });
    expect(cells[2]?.id).toBe("injected-parameters-2");
  });

  test("parametersOf names them with their types", () => {
    const found = parametersOf(notebook("const a = 1, b = '', c = x"), "TypeScript");
    expect(found.map(({ name, type }) => `${name}: ${type}`)).toEqual(["a: number", "b: string", "c: any"]);
  });
});
