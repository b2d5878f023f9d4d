import type { Case } from "./case.js";

export const modules: readonly Case[] = [
  {
    name: "shorthand of an earlier import",
    cells: ['import { sep } from "path";', "const o = { sep };"],
    probes: ["o"],
  },
  {
    name: "async functions and top-level await",
    cells: [
      "async function later(n: number) { await null; return n; }",
      "const a = await later(1); const [b, c] = await Promise.all([later(2), later(3)]);",
      "const d = (await later(a)) + b;",
    ],
    probes: ["[a, b, c, d]"],
  },
  {
    name: "async iteration",
    cells: [
      "async function* gen() { yield 1; yield 2; }",
      "const got: number[] = []; for await (const g of gen()) got.push(g);",
    ],
    probes: ["got"],
  },
  {
    name: "generators and iterators",
    cells: [
      "function* count() { let i = 0; while (true) { const r: any = yield i++; if (r) return r; } }",
      "const it = count(); it.next(); const v = it.next().value; const end = it.next('stop');",
      "const it2 = count(); const [x, y] = it2;",
    ],
    probes: ["v", "end", "x + y"],
  },
  {
    name: "variables assigned after an await",
    cells: [
      "let n = 0; const bump = async () => { await null; n += 1; };",
      "await bump(); n += 10; const p = bump();",
      "await p;",
    ],
    probes: ["n"],
  },
  {
    name: "type-only imports",
    cells: [
      'import type { ParsedPath } from "path"; import { type Stats, parse } from "fs"; import { parse as pp } from "path";'.replace(
        "Stats, parse",
        "Stats, statSync",
      ),
      "const p: ParsedPath = pp('/a/b.c'); let s: Stats;",
    ],
    probes: ["p.ext", "typeof s"],
  },
  {
    name: "import used in the cell that imports",
    cells: [
      'import { basename } from "path"; const a = basename("/x/y"); const o = { basename };',
      "const b = basename('/p/q');",
    ],
    probes: ["a", "b", "o.basename === basename"],
  },
  {
    name: "dynamic import",
    cells: ["const load = () => import('path');", "const m = await load(); const r = m.basename('/a/z');"],
    probes: ["r"],
  },
  {
    name: "export in cells",
    cells: [
      "export const a = 1; export let b = 2; export function f() { return b; } export class C { v = a } export enum E { A = 1 } export type T = number; export interface I { a: T }",
      "b = 20; const i: I = { a };",
      "export { a as renamed }; export default f;",
    ],
    probes: ["[a, b, f(), new C().v, E.A, i]"],
  },
  {
    name: "export default of a function",
    cells: ["export default function main() { return 'm'; }", "const r = main();"],
    probes: ["r"],
  },
  {
    name: "strict mode",
    cells: [
      "const frozen: any = Object.freeze({ a: 1 });",
      "let r = 'sloppy'; try { frozen.a = 2; } catch (e) { r = (e as Error).name; } function self() { return this === undefined; }",
    ],
    probes: ["r", "self()"],
  },
  {
    name: "temporal dead zone inside a cell",
    cells: [
      "let r: string; const f = () => late;\ntry { f(); r = 'none'; } catch (e) { r = (e as Error).name; } const late = 1;",
    ],
    probes: ["r", "f()"],
  },
  {
    name: "hoisted function used before its cell's variables",
    cells: ["const first = hoisted(); function hoisted() { return typeof hoisted; }"],
    probes: ["first"],
  },
  {
    name: "var in blocks and loops",
    cells: [
      "for (var i = 0; i < 3; i++) { var last = i; } if (true) { var inner = 'in'; }",
      "const r = [i, last, inner]; i = 10;",
    ],
    probes: ["r", "i"],
  },
  {
    name: "names that emitted code uses itself",
    cells: [
      "const scope = 1; const value = 2; let value_1 = 3;",
      "const scope_1 = scope + value; value_1 += scope; const exported = { scope, value };",
      "const f = (scope: number, value: number) => scope + value + value_1;",
    ],
    probes: ["scope_1", "value_1", "exported", "f(1, 1)"],
  },
  {
    name: "unusual identifiers",
    cells: [
      "const $ = 1, _ = 2, größe = 3, __x = 4, async = 5, of = 6, get = 7, type = 8;",
      "const o = { $, _, größe, __x, async, of, get, type };",
    ],
    probes: ["o"],
  },
  {
    name: "a variable called __proto__",
    cells: ["const __proto__ = { inherited: 1 };", "const o = { __proto__ };"],
    probes: ["Object.keys(o)", "(o as any).inherited"],
  },
  {
    name: "variable called like a global",
    cells: [
      "const name = 'mine', status = 1; const Map2 = Map; class Set { v = 1 }",
      "const r = [name, status, new Map2().size, new Set().v];",
    ],
    probes: ["r"],
  },
  {
    name: "augmented globals",
    cells: [
      "declare global { interface Array<T> { second(): T } }\nArray.prototype.second = function () { return this[1]; };",
      "const r = [1, 2].second();",
    ],
    probes: ["r"],
  },
];
