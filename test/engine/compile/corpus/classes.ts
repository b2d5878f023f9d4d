import type { Case } from "./case.js";

export const classes: readonly Case[] = [
  {
    name: "class heritage across cells",
    cells: [
      "class A { x = 1; static s = 's'; hi() { return 'A'; } }",
      "class B extends A { y = this.x + 1; hi() { return super.hi() + 'B'; } }",
      "class C extends B {}",
    ],
    probes: ["new C().hi()", "new C().y", "C.s", "new C() instanceof A"],
  },
  {
    name: "abstract and generic classes",
    cells: [
      "abstract class Shape<T> { constructor(readonly v: T) {} abstract area(): T; }",
      "class Sq extends Shape<number> { area() { return this.v ** 2; } }",
    ],
    probes: ["new Sq(3).area()", "new Sq(3)"],
  },
  {
    name: "private members, accessors and static blocks",
    cells: [
      "class P { #n = 1; private m = 2; static count = 0; static { P.count = 9; } get n() { return this.#n; } set n(v) { this.#n = v; } }",
      "const p = new P(); p.n = 5;",
    ],
    probes: ["p.n", "P.count"],
  },
  {
    name: "class expression with a private member",
    cells: ["const K = class { private y = 1; get z() { return this.y; } };", "const k = new K();"],
    probes: ["k.z"],
  },
  {
    name: "class local to a function",
    cells: ["function make() { class Hidden { v = 3 } return new Hidden(); }", "const h = make();"],
    probes: ["h.v", "h.constructor.name"],
  },
  {
    name: "mixins",
    cells: [
      "type Ctor<T = {}> = new (...args: any[]) => T; function Named<B extends Ctor>(Base: B) { return class extends Base { label = 'L'; }; }",
      "class Plain { p = 1 } class Both extends Named(Plain) {}",
    ],
    probes: ["new Both()"],
  },
  {
    name: "instanceof and new without arguments",
    cells: ["class E2 extends Error {}", "const e = new E2; const r = e instanceof E2;"],
    probes: ["r", "e instanceof Error"],
  },
  {
    name: "numeric and string enums",
    cells: [
      "enum Level { Low, High = 5, Top } enum S { A = 'a' }",
      "const r = [Level.High, Level[5], S.A, Level.Top];",
    ],
    probes: ["r", "Level", "S"],
  },
  {
    name: "const enum",
    cells: ["const enum Flag { A = 1, B = 2 }", "const r = Flag.A | Flag.B; const s = Flag['B'];"],
    probes: ["r", "s"],
  },
  {
    name: "enum initialisers from earlier cells",
    cells: ["enum A { X = 3 } const text = 'four';", "enum B { Y = A.X + 1, Z = text.length }"],
    probes: ["B.Y", "B.Z"],
  },
  {
    name: "namespaces",
    cells: [
      "namespace Geo { export const pi = 3; export namespace Deep { export const e = 2; } export type T = number; export function twice(n: T) { return n * 2; } }",
      "const r: Geo.T = Geo.twice(Geo.pi) + Geo.Deep.e;",
      "namespace Other { export const from = Geo.pi; }",
    ],
    probes: ["r", "Other.from", "Geo.pi"],
  },
  {
    name: "mutable export of a namespace",
    cells: [
      "namespace Counter { export let n = 0; export function up() { n++; } }",
      "Counter.up(); Counter.up();",
      "Counter.n = Counter.n + 10; Counter.up();",
    ],
    probes: ["Counter.n"],
  },
  {
    name: "alias of a namespace member",
    cells: [
      "namespace N { export namespace M { export const v = 1; export type T = string; } }",
      "import M = N.M; import T = N.M.T; const r: T = String(M.v);",
    ],
    probes: ["r", "M.v"],
  },
  {
    name: "class merged with a namespace",
    cells: [
      "class Box { v = Box.start; } namespace Box { export const start = 4; export interface Opts { a: number } }",
      "const o: Box.Opts = { a: Box.start }; const b = new Box();",
    ],
    probes: ["o", "b"],
  },
  {
    name: "function merged with a namespace",
    cells: [
      "function f() { return f.extra; } namespace f { export const extra = 'x'; }",
      "const r = f() + f.extra;",
    ],
    probes: ["r"],
  },
  {
    name: "namespace and default imports",
    cells: [
      'import * as path from "path"; import fs, { existsSync } from "fs"; import os = require("os");',
      "const r = [path.basename('/a/b'), fs.existsSync('/'), existsSync('/'), typeof os.EOL];",
    ],
    probes: ["r"],
  },
  {
    name: "decorators",
    cells: [
      "const log: string[] = []; function dec(target: any, key?: any) { log.push(String(key ?? target.name)); } function make(s: string) { return (t: any) => { log.push(s + typeof this); }; }",
      "@dec @make('m') class D { @dec prop = 1; @dec method() {} }",
    ],
    probes: ["log", "new D().prop"],
  },
  {
    name: "errors thrown across cells",
    cells: [
      "class AppError extends Error { constructor(readonly code: number) { super('code ' + code); this.name = 'AppError'; } } function fail(): never { throw new AppError(7); }",
      "let caught: any; try { fail(); } catch (e) { if (e instanceof AppError) caught = e.code; }",
    ],
    probes: ["caught", "fail()"],
  },
];
