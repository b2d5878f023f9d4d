import type { Case } from "./case.js";

export const types: readonly Case[] = [
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
    name: "switch, comma and conditional expressions",
    cells: [
      "let k: number = 2; const one = 1;",
      "let r: string; switch (k) { case one: r = 'one'; break; case one + 1: r = 'two'; break; default: r = 'x'; } const c = (k++, k > one ? k : one);",
    ],
    probes: ["r", "c"],
  },
];
