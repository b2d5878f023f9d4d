import { describe, expect, test } from "vitest";
import { casesOf } from "../../support/cases.js";
import { executeAsCells, executeAsModule, newCompiler, startSession } from "./support/session.js";

interface Case {
  readonly name: string;
  readonly cells: readonly string[];
  readonly probes: readonly string[];
  readonly expected?: readonly string[];
}
const corpus = casesOf("corpus/cells.yml", import.meta.url) as readonly Case[];
const compiler = newCompiler();

test.each(corpus)("cells mean the same as one module: $name", async ({ cells, probes, expected }) => {
  const wanted = expected ?? (await executeAsModule(compiler.folder, cells, probes));
  expect(await executeAsCells(compiler, cells, probes)).toEqual(wanted);
});

describe("value of the final expression", () => {
  test.each([
    ["1 + 1", 2],
    ["1 + 1;", 2],
    ["1 + 1; // done", 2],
    ["1 + 1;\n/* done */\n", 2],
    ["1 + 1;;", 2],
    ['"text"', "text"],
    ["'use strict'; 3", 3],
    ["const a = 1;\na", 1],
    ["await Promise.resolve(4)", 4],
    ["const b = await 5; b", 5],
    ["let c = 1; c = 6", 6],
    ["export default 7", 7],
    ["void 0", undefined],
    ["const d = 8;", undefined],
    ["if (true) 9", undefined],
    ["[1, 2].forEach(() => {})", undefined],
    ["({ e: 1 }).e", 1],
    ["interface I { a: 1 }", undefined],
    ["", undefined],
    ["// nothing", undefined],
  ])("%j", async (source, expected) => {
    expect(await startSession(compiler).execute(source)).toBe(expected);
  });

  test.each(["", "// only a comment", "interface I {}", "type T = 1;"])("%j has nothing to run", (source) => {
    expect(startSession(compiler).emit(source)).toMatchObject({ js: "", lastExpression: "none" });
  });
});

describe("after a failed cell", () => {
  test("its names are not visible", async () => {
    const session = startSession(compiler);
    await session.execute("const a = 1;");
    await expect(session.execute("const a = 2; const b = 3; throw new Error('no');")).rejects.toThrow("no");
    expect(await session.execute("a")).toBe(1);
    await expect(session.execute("b")).rejects.toThrow("TS2304");
    expect(Object.keys(session.scopes.locals)).toEqual(["a"]);
  });

  test("its assignments before the error remain", async () => {
    const session = startSession(compiler);
    await session.execute("let a = 1;");
    await expect(session.execute("a = 2; throw new Error('no');")).rejects.toThrow("no");
    expect(await session.execute("a")).toBe(2);
  });
});
