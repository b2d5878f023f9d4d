/**
 * Awkward code split into cells. Without `expected` the cells must mean what they mean concatenated as one module;
 * with it, one module cannot say it, because a later cell declares a name again.
 */
export interface Case {
  readonly name: string;
  readonly cells: readonly string[];
  readonly probes: readonly string[];
  readonly expected?: readonly string[];
}

export const corpus: readonly Case[] = [
  {
    name: "closure over a variable assigned by a later cell",
    cells: ["let n = 0; function inc() { n++; }", "n = 5;", "inc();"],
    probes: ["n"],
  },
  {
    name: "variable changed by a call, read in the same cell",
    cells: ["let n = 1; const double = () => { n *= 2; return n; };", "double(); const seen = n; double();"],
    probes: ["n", "seen"],
  },
  {
    name: "shorthand of an earlier variable",
    cells: ["const x = 1; let y = 2;", "const o = { x, y, z: 3 };"],
    probes: ["o"],
  },
  {
    name: "shorthand of an earlier import",
    cells: ['import { sep } from "path";', "const o = { sep };"],
    probes: ["o"],
  },
  {
    name: "this of a plain call",
    cells: ["function f() { return this; }", "const t = f(), u = (f)(), v = (f as any)(), w = f!();"],
    probes: ["t", "u", "v", "w", "f?.()"],
  },
  {
    name: "this of a tagged template",
    cells: [
      "function tag(s: TemplateStringsArray, ...v: unknown[]) { return [this, s.raw.join(), ...v]; }",
      "const r = tag`a${1}b`; const q = (tag)`c`;",
    ],
    probes: ["r", "q"],
  },
  {
    name: "this of a method",
    cells: ["const o = { n: 4, get() { return this.n; } };", "const r = o.get(), q = (o.get)();"],
    probes: ["r", "q"],
  },
  {
    name: "names of properties in destructuring",
    cells: ["const a = 1; const o = { a: 10, b: { a: 20 } };", "const { a: first, b: { a: second } } = o;"],
    probes: ["a", "first", "second"],
  },
  {
    name: "destructuring assignment to earlier variables",
    cells: [
      "let a = 1, b = 2, c = 3; let rest: number[] = [];",
      "[a, b] = [b, a]; ({ c, x: a = 7 } = { c: 30 } as any); [, ...rest] = [1, 2, 3];",
    ],
    probes: ["a", "b", "c", "rest"],
  },
  {
    name: "destructuring assignment with shorthand defaults",
    cells: ["let a: any, b: any; let f: any;", "({ a = 5, b = a, f = () => 1 } = {} as any);"],
    probes: ["a", "b", "f.name"],
  },
  {
    name: "loops into earlier variables",
    cells: [
      "let k: string; let v: number; const seen: unknown[] = [];",
      "for (v of [1, 2]) seen.push(v); for (k in { p: 1, q: 2 }) seen.push(k);",
    ],
    probes: ["k", "v", "seen"],
  },
  {
    name: "every kind of assignment",
    cells: ["let a = 8, s: any = null, t: any = 1;", "a += 2; a **= 2; a--; ++a; s ??= 'x'; t &&= 'y';"],
    probes: ["a", "s", "t", "a++", "a"],
  },
  {
    name: "typeof and void",
    cells: ["const n = 1; let u: unknown;", "const t = [typeof n, typeof u, void n];"],
    probes: ["t"],
  },
  {
    name: "names given to anonymous functions",
    cells: [
      "let f: any, g: any, h: any, c: any, k: any = 1;",
      "f = () => 1; g = function () {}; h = async () => {}; c = class {}; k &&= (() => 2);",
    ],
    probes: ["[f, g, h, c, k].map((x) => x.name)", "f()", "k()"],
  },
  {
    name: "names in array patterns with defaults",
    cells: ["let f: any, g: any;", "[f = () => 1, g = class {}] = [] as any;"],
    probes: ["f.name", "g.name"],
  },
  {
    name: "a name given keeps its this and arguments",
    cells: ["let f: any;", "const o = { n: 3, m() { f = () => this.n; } }; o.m();"],
    probes: ["f()"],
  },
  {
    name: "parameter that shadows an earlier name",
    cells: ["const x = 1;", "const f = (x: number) => x + 1; function g() { const x = 5; return { x }; }"],
    probes: ["f(10)", "g()", "x"],
  },
  {
    name: "catch variable and label that shadow",
    cells: [
      "const e = 1, outer = 2;",
      "let r: any; outer: for (;;) { try { throw 7; } catch (e) { r = e; break outer; } }",
    ],
    probes: ["r", "e", "outer"],
  },
  {
    name: "property called like an earlier variable",
    cells: [
      "const name = 'v'; const o: any = { name: 'p' };",
      "const r = [o.name, o?.name, { name: 1 }.name, o['name']];",
    ],
    probes: ["r"],
  },
  {
    name: "computed keys from earlier variables",
    cells: [
      "const key = 'k'; const sym = Symbol('s');",
      "const o = { [key]: 1, [sym]: 2, [`${key}2`]: 3 }; class C { [key]() { return 4; } static [sym] = 5; }",
    ],
    probes: ["o", "new C().k()", "C[sym]"],
  },
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
    name: "interface and constant of one name",
    cells: [
      "interface Pair { a: number } const Pair = { of: (a: number): Pair => ({ a }) };",
      "const p: Pair = Pair.of(2);",
    ],
    probes: ["p"],
  },
  {
    name: "interface and constant of one name in two cells",
    cells: [
      "interface Pair { a: number }",
      "const Pair = { of: (a: number): Pair => ({ a }) };",
      "const p: Pair = Pair.of(2);",
    ],
    probes: ["p"],
  },
  {
    name: "generics",
    cells: [
      "function id<T>(x: T): T { return x; } type Box<T> = { v: T }; interface Maybe<T> { get(): T | undefined }",
      "const b: Box<number> = id({ v: 1 }); const m: Maybe<string> = { get: () => id<string>('s') };",
    ],
    probes: ["b", "m.get()"],
  },
  {
    name: "conditional, mapped and infer types",
    cells: [
      "type El<A> = A extends (infer E)[] ? E : never; type RO<T> = { readonly [K in keyof T]: T[K] }; const list = [1, 2];",
      "const e: El<typeof list> = list[0]; const ro: RO<{ a: number }> = { a: e };",
    ],
    probes: ["ro"],
  },
  {
    name: "function overloads",
    cells: [
      "function f(a: string): string; function f(a: number): number; function f(a: any) { return a; }",
      "const s: string = f('x'); const n: number = f(1);",
    ],
    probes: ["[s, n]"],
  },
  {
    name: "type predicates and assertion functions",
    cells: [
      "function isS(x: unknown): x is string { return typeof x === 'string'; } function must(x: unknown): asserts x is number { if (typeof x !== 'number') throw new TypeError('no'); }",
      "const v: unknown = 'abc'; const r = isS(v) ? v.length : 0;",
    ],
    probes: ["r", "must('x')"],
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
    name: "namespace and default imports",
    cells: [
      'import * as path from "path"; import fs, { existsSync } from "fs"; import os = require("os");',
      "const r = [path.basename('/a/b'), fs.existsSync('/'), existsSync('/'), typeof os.EOL];",
    ],
    probes: ["r"],
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
    name: "delete and optional chains",
    cells: [
      "const o: any = { a: { b: 1 }, f() { return 'f'; } }; let none: any;",
      "delete o.a.b; const r = [o?.a?.b, none?.x, o.f?.(), none?.(), o?.['a']];",
    ],
    probes: ["r"],
  },
  {
    name: "spread of earlier values",
    cells: [
      "const xs = [1, 2]; const o = { p: 1 }; const add = (...n: number[]) => n.length;",
      "const r = [[...xs, 3], { ...o, q: 2 }, add(...xs), Math.max(...xs)];",
    ],
    probes: ["r"],
  },
  {
    name: "getters, setters and defaults that use earlier names",
    cells: [
      "let base = 1;",
      "const o = { get v() { return base; }, set v(x) { base = x; }, m(a = base) { return a; } }; o.v = 9; const f = ({ a = base } = {} as any) => a;",
    ],
    probes: ["base", "o.m()", "f()"],
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
    name: "symbols",
    cells: ["const tag = Symbol('tag'); type Tagged = { [tag]: number };", "const t: Tagged = { [tag]: 1 };"],
    probes: ["t[tag]"],
  },
  {
    name: "as const and satisfies",
    cells: [
      "const cfg = { mode: 'a', list: [1, 2] } as const; type Mode = (typeof cfg)['mode'];",
      "const m: Mode = cfg.mode; const s = { x: 1 } satisfies Record<string, number>;",
    ],
    probes: ["m", "s", "cfg.list"],
  },
  {
    name: "recursive types and functions",
    cells: [
      "type Tree = { v: number; kids: Tree[] }; const sum = (t: Tree): number => t.v + t.kids.reduce((n, k) => n + sum(k), 0);",
      "const t: Tree = { v: 1, kids: [{ v: 2, kids: [] }] };",
    ],
    probes: ["sum(t)"],
  },
  {
    name: "mutual use of functions assigned later",
    cells: [
      "let odd: (n: number) => boolean; const even = (n: number): boolean => n === 0 || odd(n - 1);",
      "odd = (n) => n !== 0 && even(n - 1);",
    ],
    probes: ["even(10)", "odd(7)"],
  },
  {
    name: "regular expressions, bigint and template strings",
    cells: [
      "const re = /a(?<n>\\d)/g; const big = 10n ** 20n; const t = `x${1 + 1}`;",
      "const r = [...'a1a2'.matchAll(re)].map((m) => m.groups!.n); const b = big + 1n; const u = `${t}-${r}`;",
    ],
    probes: ["r", "b", "u"],
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
  {
    name: "callbacks that change earlier variables",
    cells: [
      "let total = 0; const items = [1, 2, 3];",
      "items.forEach((i) => { total += i; }); const squares = items.map((total) => total * total);",
    ],
    probes: ["total", "squares"],
  },
  {
    name: "errors thrown across cells",
    cells: [
      "class AppError extends Error { constructor(readonly code: number) { super('code ' + code); this.name = 'AppError'; } } function fail(): never { throw new AppError(7); }",
      "let caught: any; try { fail(); } catch (e) { if (e instanceof AppError) caught = e.code; }",
    ],
    probes: ["caught", "fail()"],
  },
  {
    name: "switch, comma and conditional expressions",
    cells: [
      "let k: number = 2; const one = 1;",
      "let r: string; switch (k) { case one: r = 'one'; break; case one + 1: r = 'two'; break; default: r = 'x'; } const c = (k++, k > one ? k : one);",
    ],
    probes: ["r", "c"],
  },
  {
    name: "a failing read of a property names the variable",
    cells: ["let gone: any;", "const f = () => gone.x;"],
    probes: ["f()"],
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
