import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";
import { functionNames } from "../../../src/engine/compile/count-calls.js";

const names = (code: string): readonly string[] => [
  ...functionNames(parseSync("m.ts", code).program).values(),
];

test.each([
  [
    "declarations",
    "function a() {} async function* b() {} export default function () {}",
    ["a", "b", "default"],
  ],
  ["variables", "const a = () => {}; let b = function () {}; var c = function d() {}", ["a", "b", "d"]],
  ["choices", "const a = x ? () => 1 : () => 2; let b = (x ?? (() => 3)) as F", ["a", "a", "b"]],
  ["assignments", "a = () => {}; module.exports.b = () => {}; this.c = () => {}", ["a", "b", "c"]],
  ["defaults", "({ a = () => {} }) => 1; function b(c = () => {}) {}", ["a", "b", "c"]],
  ["properties", "({ a: () => {}, 'b c'() {}, get d() {}, set d(x) {} })", ["a", "b c", "get d", "set d"]],
  [
    "members",
    "class A { constructor() {} b() {} static c = () => {}; #d() {} get e() {} }",
    [...["A", "b", "c", "#d", "get e"]],
  ],
  ["classes that variables name", "const A = class { constructor() {} }", ["A"]],
  ["nothing: arguments, computed keys, calls on the spot", "f(() => {}); ({ [a]() {} }); (() => {})()", []],
])("functions are named by %s", (_, code, expected) => {
  expect(names(code)).toEqual(expected);
});
