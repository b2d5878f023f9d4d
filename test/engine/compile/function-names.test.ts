import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";
import { functionNames } from "../../../src/engine/compile/count-calls.js";
import { casesOf } from "../../support/cases.js";

const cases = casesOf("corpus/function-names.yml", import.meta.url) as readonly [
  what: string,
  code: string,
  names: readonly string[],
][];

const names = (code: string): readonly string[] => [
  ...functionNames(parseSync("m.ts", code).program).values(),
];

test.each(cases)("functions are named by %s", (_, code, expected) => {
  expect(names(code)).toEqual(expected);
});
