import { describe, expect, test } from "vitest";
import { emitCell } from "../../../../src/briefing/engine/compile/emit/emit-cell.js";
import {
  combineExpressions,
  memberAccess,
  syntaxErrorOf,
} from "../../../../src/briefing/engine/compile/expressions.js";
import fc from "fast-check";
import { newCompiler, runBody, startSession, type Session } from "./support/session.js";
import { casesOf } from "../../../support/cases.js";

const cases = casesOf("corpus/no-expressions.yml", import.meta.url) as readonly string[];

const compiler = newCompiler();

async function evaluate(session: Session, expressions: Readonly<Record<string, string>>) {
  const rejected = await session.types.checkExpressions(expressions);
  const sound = Object.entries(expressions).filter(([key]) => !(key in rejected));
  const combined = combineExpressions(sound);
  const cell = emitCell(combined.source, session.surroundings);
  const lines = Object.fromEntries(combined.lines);
  const values: Record<string, unknown> = {};
  if (sound.length > 0) {
    expect(cell).toMatchObject({ awaits: false, lastExpression: "value" });
    (globalThis as { __tslab__?: object }).__tslab__ = session.scopes.runtime;
    await runBody(cell, compiler.folder);
    const thunks = session.scopes.discard() as Record<string, () => Promise<unknown>>;
    for (const [key, thunk] of Object.entries(thunks)) {
      values[key] = await thunk().catch((error: unknown) => (error as Error).name);
    }
  }
  return { values, rejected, lines };
}

describe("expressions", () => {
  test("are evaluated together, each failing on its own", async () => {
    const session = startSession(compiler);
    await session.execute("const n = 2; let none: any; const later = async () => 3;");
    const expressions: Readonly<Record<string, readonly [code: string, value: unknown]>> = {
      plain: ["n + 1", 3],
      object: ["{ n }", { n: 2 }],
      awaits: ["await later()", 3],
      throws: ["none.x", "TypeError"],
      comma: ["later(), n", 2],
      comment: ["n // trailing", 2],
      lines: ["[\n  n,\n]", [2]],
      __proto__x: ["n", 2],
    };
    const part = (at: 0 | 1) =>
      Object.fromEntries(Object.entries(expressions).map(([key, both]) => [key, both[at]]));
    const { values, rejected } = await evaluate(session, part(0) as Record<string, string>);
    expect(rejected).toEqual({});
    expect(values).toEqual(part(1));
  });

  test("with type errors are left out, with positions relative to each", async () => {
    const session = startSession(compiler);
    await session.execute("const n = 2; const s = 'x';");
    const { values, rejected } = await evaluate(session, {
      good: "n",
      unknown: "zork + 1",
      second: "n *\n  s.lenght",
      syntax: "n +",
      also: "s",
    });
    expect(values).toEqual({ good: 2, also: "x" });
    expect(rejected).toMatchObject({
      unknown: [{ code: 2304, start: { line: 1, column: 1 }, end: { line: 1, column: 5 } }],
      second: [{ code: 2551, start: { line: 2, column: 5 }, end: { line: 2, column: 11 } }],
      syntax: [{ code: 1109, start: { line: 1, column: 4 } }],
    });
    expect(Object.keys(rejected).sort()).toEqual(["second", "syntax", "unknown"]);
  });

  test.each(cases)("%j is not an expression and cannot escape", async (source) => {
    const rejected = await startSession(compiler).types.checkExpressions({ bad: source, good: "1" });
    expect(Object.keys(rejected)).toEqual(["bad"]);
    expect(syntaxErrorOf(source)).toBeDefined();
  });

  test.each([
    ["row.visits", { object: "row", field: "visits" }],
    ['rows[0]!["Fläche (km²)"]', { object: "rows[0]!", field: "Fläche (km²)" }],
    ["row['Verkehr/Tag']", { object: "row", field: "Verkehr/Tag" }],
    ["row[name]", undefined],
    ["row[0]", undefined],
    ["row[`a`]", undefined],
    ['row["a"] + 1', undefined],
  ])("the property that %s reads", (source, expected) => {
    expect(memberAccess(source)).toEqual(expected);
  });

  test("the lines locate each in the map's source", () => {
    const { lines } = combineExpressions(Object.entries({ a: "1", b: "2 +\n3", c: "4" }));
    expect(Object.fromEntries(lines)).toEqual({ a: 3, b: 6, c: 10 });
  });

  test("any text is either rejected or a value, and never affects its neighbours", async () => {
    const piece = fc.constantFrom("\n", " ", ..."1 ( ) { } [ ] , ; ` ${ ' // /* */ => a + : ?".split(" "));
    const source = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
    await fc.assert(
      fc.asyncProperty(source, async (text) => {
        const session = startSession(compiler);
        const { values, rejected } = await evaluate(session, { text, neighbour: "40 + 2" });
        expect(values["neighbour"]).toBe(42);
        expect(Object.keys({ ...values, ...rejected }).sort()).toEqual(["neighbour", "text"]);
      }),
      { numRuns: 150, seed: 7 },
    );
  });
});
