import MagicString from "magic-string";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";
import { countCalls, codesIn, functionNames } from "../../../../src/briefing/engine/compile/count-calls.js";
import { emitModule } from "../../../../src/briefing/engine/compile/emit/emit-module.js";
import { casesOf } from "../../../support/cases.js";

const module = `
import { a } from "./a.js";
const limit = 3;
/** Doubled. */
export function twice(x) {
  return 2 * x; // exactly
}
export function sum(rows) {
  function add(x, y) { return x + y; }
  return rows.map((row) => row + limit).reduce(add, a());
}
export const sizeOf = { "size of"(x) { return x + "a b"; } };
export const Rates = class { static rate = 2; };
export class Box {
  get size() { return this.full ? 1 : 0; }
}
`;

function codes(code: string): Readonly<Record<string, string>> {
  const edits = new MagicString(code);
  countCalls(edits, parseSync("m.js", code));
  return Object.fromEntries(codesIn(edits.toString()) ?? []);
}
const before = codes(module);

/** Names whose fingerprints change with an edit. */
function changed(from: string, to: string): readonly string[] {
  expect(module).toContain(from);
  const after = codes(module.replace(from, to));
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => before[name] !== after[name],
  );
}

test("every name has its own fingerprint, and so does the top level", () => {
  expect(Object.keys(before).sort()).toEqual(["", "add", "get size", "size of", "sum", "twice"]);
  expect(new Set(Object.values(before)).size).toBe(6);
});

test.each([
  ["a formula", "2 * x", "3 * x", ["twice"]],
  ["a function inside another", "x + y", "x - y", ["add"]],
  ["a function without a name belongs to the one around it", "row + limit", "row - limit", ["sum"]],
  ["a blank inside a text", '"a b"', '"a  b"', ["size of"]],
  ["a field of a class without a name of its own", "rate = 2", "rate = 3", [""]],
  ["an accessor", "? 1 : 0", "? 2 : 0", ["get size"]],
  ["a constant beside the functions", "limit = 3", "limit = 4", [""]],
  ["a new name", "function twice", "function double", ["twice", "double"]],
  ["a comment", "// exactly", "// or so", []],
  ["a docstring", "Doubled.", "Twice as much.", []],
  ["layout", "{ return x + y; }", "{\n    return x + y;\n  }", []],
  ["what is imported", "{ a } from", "{ a, b } from", []],
])("%s", (_, from, to, expected) => {
  expect([...changed(from, to)].sort()).toEqual([...expected].sort());
});

test("functions with the same name share a fingerprint, which changes with each of them", () => {
  const two = (first: string, second: string) =>
    codes(`const a = { f() { return ${first}; } }; const b = { f() { return ${second}; } };`)["f"];
  expect(new Set([two("1", "2"), two("1", "3"), two("3", "2"), two("2", "1")]).size).toBe(4);
});

test("a project's module has fingerprints too, of its code without types", () => {
  const emitted = (type: string) => codesIn(emitModule("m.ts", `export const f = (x: ${type}) => x;`).js);
  expect(emitted("number")).toEqual(emitted("string"));
  expect([...(emitted("number")?.keys() ?? [])]).toEqual(["", "f"]);
});

test("uninstrumented code has none", () => {
  expect(codesIn(module)).toBeUndefined();
});

type Named = readonly [what: string, code: string, names: readonly string[]];
const named = casesOf("corpus/function-names.yml", import.meta.url) as readonly Named[];
test.each(named)("functions are named by %s", (_, code, expected) => {
  expect([...functionNames(parseSync("m.ts", code).program).values()]).toEqual(expected);
});
