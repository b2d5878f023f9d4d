import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { expect, test } from "vitest";
import { emitCell, type EmittedCell } from "../../../../src/briefing/engine/compile/emit/emit-cell.js";
import { readableMessage } from "../../../../src/briefing/engine/compile/scopes.js";
import { newCompiler, startSession } from "./support/session.js";
import { casesOf } from "../../../support/cases.js";

const cases = casesOf("corpus/positions.yml", import.meta.url) as readonly [
  what: string,
  source: string,
  line: number,
  column: number,
][];

const compiler = newCompiler();

/** Where the innermost frame of the cell points to in the cell's source. */
function placeOf(error: unknown, emitted: EmittedCell): { line: number | null; column: number | null } {
  const frame = /cell\.js:(\d+):(\d+)/.exec((error as Error).stack ?? "");
  if (!frame) throw new Error(`no frame of the cell in ${(error as Error).stack ?? ""}`);
  const map = emitted.map();
  const mapped = new TraceMap({ ...map, sources: [...map.sources], names: [...map.names] });
  const { line, column } = originalPositionFor(mapped, {
    line: Number(frame[1]),
    column: Number(frame[2]) - 1,
  });
  return { line, column: column === null ? null : column + 1 };
}

const earlier =
  "function boom(this: void): never { throw new RangeError('boom'); } let none: any; let f: any;";

test.each(cases)("a stack leads to the line in the source: %s", async (_name, source, line, column) => {
  const session = startSession(compiler);
  await session.execute(earlier);
  const cell = session.emit(source);
  const error: unknown = await session.execute(source).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(placeOf(error, cell)).toEqual({ line, column });
});

test("messages use the names in the source", async () => {
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

test("awaits only if the cell itself awaits", () => {
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
