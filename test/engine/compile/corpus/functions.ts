import type { Case } from "./case.js";

export const functions: readonly Case[] = [
  {
    name: "closure over a variable assigned by a later cell",
    cells: ["let n = 0; function inc() { n++; }", "n = 5;", "inc();"],
    probes: ["n"],
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
    name: "getters, setters and defaults that use earlier names",
    cells: [
      "let base = 1;",
      "const o = { get v() { return base; }, set v(x) { base = x; }, m(a = base) { return a; } }; o.v = 9; const f = ({ a = base } = {} as any) => a;",
    ],
    probes: ["base", "o.m()", "f()"],
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
    name: "callbacks that change earlier variables",
    cells: [
      "let total = 0; const items = [1, 2, 3];",
      "items.forEach((i) => { total += i; }); const squares = items.map((total) => total * total);",
    ],
    probes: ["total", "squares"],
  },
  {
    name: "a failing read of a property names the variable",
    cells: ["let gone: any;", "const f = () => gone.x;"],
    probes: ["f()"],
  },
  {
    name: "a nameless function that ends in an earlier name, and one within another",
    cells: [
      "let f: any = (v: number) => v; let g: any; let h: any; let k = 2;",
      "f = (v: number) => v * k; h = () => g = () => k; [g = () => k] = [] as any; k = 3;",
      "const before = g.name; const after = h().name;",
    ],
    probes: ["f(4)", "f.name", "h.name", "before", "after", "g()"],
  },
  {
    name: "a nameless default export before a statement that could go on with it",
    cells: [
      "let called = 0; function f() { called += 1; return [1]; }",
      "export default function () { called = 9; }\nf();\n[2].length;",
    ],
    probes: ["called"],
    expected: ["1"],
  },
];
