import type { Case } from "./case.js";

export const variables: readonly Case[] = [
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
    name: "regular expressions, bigint and template strings",
    cells: [
      "const re = /a(?<n>\\d)/g; const big = 10n ** 20n; const t = `x${1 + 1}`;",
      "const r = [...'a1a2'.matchAll(re)].map((m) => m.groups!.n); const b = big + 1n; const u = `${t}-${r}`;",
    ],
    probes: ["r", "b", "u"],
  },
];
