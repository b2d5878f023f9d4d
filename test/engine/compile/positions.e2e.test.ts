import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { describe, expect, test } from "vitest";
import { emitCell, type EmittedCell } from "../../../src/engine/compile/emit/emit-cell.js";
import { readableMessage } from "../../../src/engine/compile/scopes.js";
import { newCompiler, startSession } from "./support/session.js";

const compiler = newCompiler();

/** Where the innermost frame of the cell points to in the cell's source. */
function placeOf(error: unknown, { map }: EmittedCell): { line: number | null; column: number | null } {
  const frame = /cell\.js:(\d+):(\d+)/.exec((error as Error).stack ?? "");
  if (!frame) throw new Error(`no frame of the cell in ${(error as Error).stack ?? ""}`);
  const { line, column } = originalPositionFor(
    new TraceMap({ ...map, sources: [...map.sources], names: [...map.names] }),
    {
      line: Number(frame[1]),
      column: Number(frame[2]) - 1,
    },
  );
  return { line, column: column === null ? null : column + 1 };
}

const earlier =
  "function boom(this: void): never { throw new RangeError('boom'); } let none: any; let f: any;";

describe("a stack leads to the line a person wrote", () => {
  test.each([
    ["first line", "throw new Error('x');", 1, 7],
    ["third line", "const a = 1;\n\nthrow new Error('x');", 3, 7],
    [
      "after types and comments that vanish",
      "interface I {\n  a: number;\n}\n// note\ntype T = I;\nthrow new Error();",
      6,
      7,
    ],
    [
      "after imports",
      'import * as fs from "fs";\nimport { join } from "path";\njoin("a", "b"); fs.existsSync("a");\nthrow new Error();',
      4,
      7,
    ],
    [
      "after an await",
      "await null;\nconst x = await Promise.resolve(1);\nif (x) {\n  throw new Error();\n}",
      4,
      9,
    ],
    ["in a multi-line template", "const t = `a\nb ${1}\nc ${none.x}`;", 3, 10],
    [
      "in a class",
      "class A {\n  #v = 1;\n  m(): number {\n    throw new Error();\n  }\n}\nnew A().m();",
      4,
      11,
    ],
    ["in a static block", "class A {\n  static {\n    none.x;\n  }\n}", 3, 10],
    ["in a parameter default", "const g = (\n  a = none.y,\n) => a;\ng();", 2, 12],
    ["in a decorator", "function d(t: any) {\n  throw new Error();\n}\n@d\nclass A {}", 2, 9],
    ["call of an earlier value that is no function", "const a = 1;\n\n  f(a);", 3, 3],
    ["property of an earlier value", "const a = {\n  b: 1,\n  c: none.d,\n};", 3, 11],
    ["final expression", "const a = 1;\nnone.e", 2, 6],
    ["in a namespace", "namespace N {\n  export const a = 1;\n  export const b = none.q;\n}", 3, 25],
    ["in an enum initialiser", "enum E {\n  A = 1,\n  B = none.length,\n}", 3, 12],
    ["with Windows line ends", "const a = 1;\r\nconst b = 2;\r\nthrow new Error();", 3, 7],
    [
      "with an exported declaration",
      "export const a = 1;\nexport function g() {\n  throw new Error();\n}\ng();",
      3,
      9,
    ],
    [
      "inside an async callback",
      "const xs = [1];\nawait Promise.all(xs.map(async (x) => {\n  await null;\n  throw new Error(String(x));\n}));",
      4,
      9,
    ],
    ["in an arrow given a name", "let g: any;\ng = () => {\n  throw new Error();\n};\ng();", 3, 9],
    ["with characters outside the BMP", "const s = '😀'; throw new Error();", 1, 23],
  ])("%s", async (_name, source, line, column) => {
    const session = startSession(compiler);
    await session.execute(earlier);
    const cell = session.emit(source);
    const error: unknown = await session.execute(source).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(placeOf(error, cell)).toEqual({ line, column });
  });
});

test("messages name what a person wrote", async () => {
  const session = startSession(compiler);
  await session.execute(earlier);
  const messages: string[] = [];
  for (const source of ["f()", "new f()", "[...f]", "f`x`", "none.x()"]) {
    await session
      .execute(source)
      .catch((error: unknown) => messages.push(readableMessage((error as Error).message)));
  }
  expect(messages).toEqual([
    "f is not a function",
    "f is not a constructor",
    expect.stringMatching(/^(?!.*__scope__)/),
    "f is not a function",
    "Cannot read properties of undefined (reading 'x')",
  ]);
});

const emitted = (source: string): EmittedCell => emitCell(source, { earlier: [], canLoad: () => true });

test("emitted code is strict from its first line", () => {
  expect(emitted("const a = 1;").js).toMatch(/^"use strict";\n/);
});

test("awaits only where the cell itself awaits", () => {
  const awaits = (source: string): boolean => emitted(source).awaits;
  expect(awaits("await null")).toBe(true);
  expect(awaits("const x = { [await 'k']: 1 };")).toBe(true);
  expect(awaits("for await (const x of []) {}")).toBe(true);
  expect(awaits("if (true) { const y = `${await 1}`; }")).toBe(true);
  expect(awaits("class A extends (await Promise.resolve(Object)) {}")).toBe(true);
  expect(awaits("async function f() { await null; }")).toBe(false);
  expect(awaits("const f = async () => { for await (const x of []) {} };")).toBe(false);
  expect(awaits("class A { async m() { await null; } }")).toBe(false);
  expect(awaits("// await\n'await'")).toBe(false);
});
