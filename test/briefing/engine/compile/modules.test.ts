/** Modules of a project as the kernel's `require` loads them. */
import { createRequire } from "node:module";
import vm from "node:vm";
import { expect, test } from "vitest";
import { helpers } from "../../../../src/briefing/engine/compile/scopes.js";
import { emitModule } from "../../../../src/briefing/engine/compile/emit/emit-module.js";

/** Modules by name, each loaded when it is first required, as Node's loader does. */
function load(modules: Readonly<Record<string, string>>, first: string): Record<string, unknown> {
  const loaded = new Map<string, Record<string, unknown>>();
  const own = createRequire(import.meta.url);
  const require = (name: string): unknown => {
    const source = modules[name];
    if (source === undefined) return own(name);
    const known = loaded.get(name);
    if (known) return known;
    const exports: Record<string, unknown> = {};
    loaded.set(name, exports);
    const { js } = emitModule("module.ts", source);
    const body = vm.runInThisContext(`(function (exports, require, __filename, __tslab__) { ${js}\n})`) as (
      ...given: unknown[]
    ) => void;
    body(exports, require, `/${name}`, helpers);
    return exports;
  };
  return require(first) as Record<string, unknown>;
}

test("exports are live in all forms", () => {
  const modules = {
    a: "export let n: number = 1; export const up = () => (n += 1); export { n as again }; export default n;",
    b: 'export * from "a"; export * as whole from "a"; export { default as first, up as more } from "a"; import a, { n } from "a"; export const sum = () => a + n;',
  };
  const b = load(modules, "b") as {
    n: number;
    up(): void;
    more(): void;
    sum(): number;
    first: number;
    whole: { n: number };
  };
  b.up();
  b.more();
  expect([b.n, b.whole.n, b.first, b.sum()]).toEqual([3, 3, 1, 4]);
  expect(Object.keys(b).sort()).toEqual(["again", "first", "more", "n", "sum", "up", "whole"]);
});

test("CommonJS modules provide their names, their default and a namespace", () => {
  const source =
    'import path, { sep } from "path"; import * as all from "path"; export { join, default as whole } from "path"; export { basename } from "path"; export const same = path.sep === sep && all.sep === sep;';
  const found = load({ m: source }, "m");
  expect([found["same"], typeof found["join"], typeof found["basename"]]).toEqual([
    true,
    "function",
    "function",
  ]);
  expect((found["whole"] as { sep: string }).sep).toBe("/");
});

test("a hashbang, an anonymous default before a call, a cycle", () => {
  const modules = {
    shell: "#!/usr/bin/env node\nexport const ok = 1;",
    nameless:
      'import { sep } from "path";\nexport default function () { return "called"; }\n(sep as any).toString();',
    one: 'import { two } from "two"; export const one = 1; export const both = () => one + two();',
    two: 'import { one } from "one"; export const two = () => one * 10;',
  };
  expect(load(modules, "shell")["ok"]).toBe(1);
  expect((load(modules, "nameless")["default"] as () => string)()).toBe("called");
  expect((load(modules, "one")["both"] as () => number)()).toBe(11);
});
