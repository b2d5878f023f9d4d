import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../../src/briefing/engine/compile/contract.js";
import { newCompiler, startSession } from "./support/session.js";
import { temporaryFolder } from "../../../support/temporary.js";

const folder = temporaryFolder();
const project = path.join(folder, "notebooks");
mkdirSync(path.join(folder, "src"), { recursive: true });
mkdirSync(path.join(project, "lib"), { recursive: true });
const write = (name: string, text: string): void => {
  writeFileSync(path.join(folder, name), text);
};
write("src/outside.ts", "export const x = 1;\n");
write("src/plain.js", "exports.x = 1;\n");
write("notebooks/helper.ts", 'import { twice } from "./lib/twice";\nexport const four: number = twice(2);\n');
write("notebooks/lib/twice.ts", "export function twice(n: number): number {\n  return n * 2;\n}\n");
write("notebooks/faulty.ts", "export const ok = 1;\nconst wrong: number = 'text';\n");
write("notebooks/reaches-out.ts", 'export { x } from "../src/outside.js";\n');
write("notebooks/data.json", '{ "n": 4 }\n');

const compiler = newCompiler(project);

/** Of the last cell. */
async function diagnosticsOf(...cells: readonly string[]): Promise<readonly Diagnostic[]> {
  const { types } = startSession(compiler);
  for (const cell of cells.slice(0, -1)) {
    expect(await types.check(cell)).toEqual([]);
    types.declare(cell);
  }
  return types.check(cells.at(-1) ?? "");
}
const shortOf = async (...cells: readonly string[]) => short(await diagnosticsOf(...cells));
const short = (found: readonly Diagnostic[]): readonly string[] =>
  found.map(({ code, start, end, file }) =>
    [file, `${code}`, `${start.line}:${start.column}-${end.line}:${end.column}`]
      .filter((part) => part !== undefined)
      .join(" "),
  );

describe("diagnostics", () => {
  test.each([
    [
      "all of them, in order of position",
      'let a: number = "s";\nzork();\n  const b: string = 1;\n',
      ["2322 1:5-1:6", "2304 2:1-2:5", "2322 3:9-3:10"],
    ],
    ["syntax errors, without their consequences", "let x = {", ["1005 1:10-1:10"]],
    ["no errors in the generated line", "let a = 1;\nlet a = 2;", ["2451 1:5-1:6", "2451 2:5-2:6"]],
    ["nor where they are expected", "// @ts-expect-error\nconst n: number = 's';\n// @ts-ignore", []],
    ["await where it is invalid", "function f() { await 1; }", ["1308 1:16-1:21"]],
    ["an unknown module", 'import { a } from "./missing";', ["2307 1:19-1:30"]],
    ["an unknown package", 'import x from "no-such-package";', ["2307 1:15-1:32"]],
    ["those of a module, with its file", 'import { ok } from "./faulty";\nok', ["faulty.ts 2322 2:7-2:12"]],
  ])("%s", async (_, source, expected) => {
    expect(await shortOf(source)).toEqual(expected);
  });

  test("syntax errors before errors of types", async () => {
    expect((await shortOf("const y: number = 's';\nlet = = 3;"))[0]).toMatch(/^\d+ 2:/);
  });

  test("whole message chains", async () => {
    const [first, second] = await diagnosticsOf(
      "const o: { a: { b: number } } = { a: { b: 's' } }; const p: { a: { b: number } } = null as any as { a: { b: string } };",
    );
    expect(first?.message).toBe("Type 'string' is not assignable to type 'number'.");
    expect(second?.message.split("\n")).toEqual([
      "Type '{ a: { b: string; }; }' is not assignable to type '{ a: { b: number; }; }'.",
      "  The types of 'a.b' are incompatible between these types.",
      "    Type 'string' is not assignable to type 'number'.",
    ]);
  });

  test("errors of an earlier cell's types name them", async () => {
    const cell = "interface Row { year: number }\nconst row: Row = { year: 1 };";
    const [found] = await diagnosticsOf(cell, "row.share");
    expect(found?.message).toBe("Property 'share' does not exist on type 'Row'.");
  });

  test("assigning to constants", async () => {
    const cell = "const c = 1; function f() {} class K {} import { sep } from 'path'; enum E { A }";
    const found = await diagnosticsOf(cell, "c = 2; f = null; K = null; sep = ''; E = null;");
    const codes = found.map(({ code }) => code);
    expect(codes).toEqual([2588, 2630, 2629, 2632, 2628]);
  });
});

test.each([
  ["await at the top level", "await 1; for await (const x of [1]) {}"],
  [
    "what JavaScript allows in a module, without a nameable type",
    "const K = class { private y = 1 }; function m() { class P { z = 1 } return new P(); } const p = m();",
  ],
  [
    "modules inside the folder, with or without their extension",
    'import { four } from "./helper";\nimport { twice } from "./lib/twice.ts";\nfour + twice(1)',
  ],
  [
    "JavaScript outside the folder and JSON inside it",
    'import { x } from "../src/plain.js";\nimport data from "./data.json";\nx + data.n',
  ],
])("no error: %s", async (_, source) => {
  expect(await diagnosticsOf(source)).toEqual([]);
});

describe("imports", () => {
  test("TypeScript outside the folder is reported with a hint", async () => {
    const [found] = await diagnosticsOf('import { x } from "../src/outside";\nx');
    expect(found).toMatchObject({ code: 6059, start: { line: 1, column: 19 }, end: { line: 1, column: 35 } });
    expect(found?.message).toContain("outside the notebook's folder");
    expect(found?.message).toContain("by its name");
    expect(await shortOf('import { x } from "./reaches-out";\nx')).toEqual(["reaches-out.ts 6059 1:19-1:38"]);
  });

  test("in a folder without packages: Node's types, tslab, this package", async () => {
    const session = startSession(newCompiler());
    await session.execute(
      'import * as fs from "fs"; import { readFile } from "fs/promises"; const b: Buffer = Buffer.from("x"); process.cwd();',
    );
    const found = await Promise.all(
      [
        'import { display, newDisplay } from "tslab"; display.html("x"); newDisplay().raw("application/json", { a: [1] });',
        'import * as ours from "briefing"; ours',
        'import * as dfd from "danfojs-node"; const d = new dfd.DataFrame([{ a: 1 }]); const s: string[] = d.columns;',
        "fs.existsSync(1)",
      ].map((source) => session.types.check(source)),
    );
    expect(found.map((each) => each.length)).toEqual([0, 0, 0, 1]);
  });
});
