import type { Case } from "./case.js";

export const redeclared: readonly Case[] = [
  {
    name: "class that extends an expression, declared again",
    cells: [
      "function tagged<B extends new (...a: any[]) => {}>(Base: B) { return class extends Base { tag = 't'; }; }",
      "class P { p = 1 } class Both extends tagged(P) {} const old = new Both();",
      "class Q { q = 2 } class Both extends tagged(Q) {}",
      "export default { old }; const Both_base = [old.p, old.tag, new Both().q];",
    ],
    probes: ["Both_base"],
    expected: ["[ 1, 't', 2 ]"],
  },
  {
    name: "earlier closure keeps the old variable",
    cells: [
      "let x = 1; const read = () => x; const write = (v: number) => { x = v; };",
      "let x = 'new'; write(5);",
    ],
    probes: ["read()", "x"],
    expected: ["5", "'new'"],
  },
  {
    name: "earlier closure keeps the old function",
    cells: ["function f() { return 'old'; } const call = () => f();", "function f() { return 'new'; }"],
    probes: ["call()", "f()"],
    expected: ["'old'", "'new'"],
  },
  {
    name: "cells between keep what they saw",
    cells: [
      "const v = 1;",
      "const seen = () => v;",
      "const v = 2;",
      "const later = () => v;",
      "const v = 3;",
    ],
    probes: ["[seen(), later(), v]"],
    expected: ["[ 1, 2, 3 ]"],
  },
  {
    name: "redeclared class, old instances",
    cells: [
      "class A { x = 1 } const old = new A(); const make = () => new A();",
      "class A { y = 2 } const older = make();",
      "const both = [old.x, older.x, new A().y]; const differs = !(old instanceof A);",
    ],
    probes: ["both", "differs"],
    expected: ["[ 1, 1, 2 ]", "true"],
  },
  {
    name: "redeclared interface, old values",
    cells: [
      "interface R { a: number } const r: R = { a: 1 }; function first(x: R) { return x.a; }",
      "interface R { b: string } const q: R = { b: 's' };",
      "const n: number = first(r) + r.a; const s: string = q.b;",
    ],
    probes: ["n", "s"],
    expected: ["2", "'s'"],
  },
  {
    name: "redeclared type alias inside generics",
    cells: [
      "type Row = { year: number }; const rows: Row[] = [{ year: 1 }]; const byYear = new Map<number, Row>();",
      "type Row = { share: number }; const row: Row = { share: rows[0].year };",
      "byYear.set(1, rows[0]);",
    ],
    probes: ["row", "byYear.get(1)"],
    expected: ["{ share: 1 }", "{ year: 1 }"],
  },
  {
    name: "redeclared twice while still mentioned",
    cells: [
      "class A { a = 1 } const a1 = new A();",
      "class A { b = 2 } const a2 = new A();",
      "class A { c = 3 } const a3 = new A();",
    ],
    probes: ["a1.a + a2.b + a3.c"],
    expected: ["6"],
  },
  {
    name: "redeclared enum",
    cells: ["enum E { A, B } const e: E = E.B; const nameOf = (x: E) => E[x];", "enum E { C = 7 }"],
    probes: ["nameOf(e)", "E.C", "e"],
    expected: ["'B'", "7", "1"],
  },
  {
    name: "redeclared import",
    cells: [
      'import { join } from "path"; const p = () => join("a", "b");',
      "const join = (xs: string[]) => xs.length;",
    ],
    probes: ["p()", "join(['x'])"],
    expected: ["'a/b'", "1"],
  },
  {
    name: "variable redeclared from its old value",
    cells: [
      "let rows = [1, 2, 3];",
      "const previous = rows;",
      "const rows2 = rows; let rows_ = 0;",
      "let rows = 'text';",
    ],
    probes: ["previous", "rows2", "rows"],
    expected: ["[ 1, 2, 3 ]", "[ 1, 2, 3 ]", "'text'"],
  },
  {
    name: "typeof of a redeclared variable",
    cells: [
      "const shape = { a: 1 }; let copy: typeof shape = { a: 2 };",
      "const shape = 'none';",
      "copy = { a: copy.a + 1 };",
    ],
    probes: ["copy", "shape"],
    expected: ["{ a: 3 }", "'none'"],
  },
  {
    name: "constant becomes variable",
    cells: ["const c = 1;", "let c = 2;", "c += 1;"],
    probes: ["c"],
    expected: ["3"],
  },
  {
    name: "class becomes type, its value stays",
    cells: ["class T { v = 1 }", "type T = { w: number }; const t: T = { w: 2 };"],
    probes: ["t.w", "new T().v"],
    expected: ["2", "1"],
  },
  {
    name: "function becomes class becomes variable",
    cells: [
      "function F() { return 1; } const a = F();",
      "class F { v = 2 } const b = new F().v;",
      "let F = 3;",
    ],
    probes: ["[a, b, F]"],
    expected: ["[ 1, 2, 3 ]"],
  },
  {
    name: "a parameter called like a redeclared type stays",
    cells: [
      "type A = number; const f = (A: string, x: A): string => A + x; interface H { A: A }",
      "type A = string; const h: H = { A: 5 };",
    ],
    probes: ["f('s', 1)", "h.A"],
    expected: ["'s1'", "5"],
  },
  {
    name: "name that looks like a replaced one",
    cells: [
      "class A { x = 1 } const keep = new A();",
      "class A { y = 1 }",
      "const A$1 = 'mine'; const r = keep.x;",
    ],
    probes: ["A$1", "r"],
    expected: ["'mine'", "1"],
  },
  {
    name: "namespace declared again",
    cells: [
      "namespace N { export const a = 1; export interface I { n: number } } const i: N.I = { n: N.a };",
      "namespace N { export const b = 2; }",
    ],
    probes: ["N.b", "i.n"],
    expected: ["2", "1"],
  },
];
