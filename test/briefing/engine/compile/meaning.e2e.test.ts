import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { casesOf } from "../../../support/cases.js";
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

/** Statements over variables a…d, functions and a class that exist from the start, so that any order is valid. */
const prelude = [
  "let a: any = 1, b: any = 2, c: any = [3], d: any = { n: 4, deep: { n: 5 } };",
  "const log: any[] = [];",
  "let f: any = function () { return [typeof this, a]; };",
  "class Base { v: any = a; static made = 0; constructor() { Base.made++; } }",
];
const name = fc.constantFrom("a", "b", "c", "d", "f");
const two = fc.tuple(name, name).filter(([x, y]) => x !== y);
const statement = fc.oneof(
  two.map(([x, y]) => `${x} = ${y};`),
  two.map(([x, y]) => `[${x}, ${y}] = [${y}, ${x}];`),
  two.map(([x, y]) => `({ ${x} = 7, y: ${y} } = { y: ${x} } as any);`),
  two.map(([x, y]) => `${x} = { ${y}, ${x} };`),
  two.map(([x, y]) => `${x} = () => [${y}];`),
  two.map(([x, y]) => `${x} = ((${y}: any) => ({ ${y} }))(${x});`),
  name.map((x) => `log.push(typeof ${x}, ${x}?.name);`),
  name.map((x) => `try { log.push(${x}()); } catch (e: any) { log.push(e.name); }`),
  name.map((x) => `for (${x} of [1, 2]) log.push(${x});`),
  name.map((x) => `${x} ??= class {};`),
  name.map((x) => `await (async () => { ${x} = await ${x}; })();`),
  name.map((x) => `{ const ${x} = 9; log.push({ ${x} }); }`),
  fc.constant("a = new (class extends Base { w = b; })();"),
  fc.constant("b = `${typeof a}${Base.made}`;"),
);

test("splitting code into cells anywhere does not change its meaning", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(statement, fc.boolean()), { maxLength: 12 }), async (program) => {
      const probes = ["a", "b", "c", "d", "f", "log", "Base.made"];
      const cells = [...prelude];
      for (const [text, startsCell] of program) {
        const last = cells.pop() ?? "";
        if (startsCell) cells.push(last, text);
        else cells.push(`${last}\n${text}`);
      }
      const asModule = await executeAsModule(compiler.folder, cells, probes);
      expect(await executeAsCells(compiler, cells, probes, "run")).toEqual(asModule);
    }),
    { numRuns: 200, seed: 11 },
  );
}, 600_000);
