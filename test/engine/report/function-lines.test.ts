import { expect, it } from "vitest";
import { functionLines } from "../../../src/engine/report/function-lines.js";

const source = `import { load } from "x";
/* function load() {} */
load(peak(1));
const text = "function peak() {}";
export async function peak<T>(x: T): Promise<T> {
  return ratio(x);
}
const ratio = <T,>(x: T) => x;
class Reader {
  #advance(x: number): number {
    return this.#advance(x);
  }
  static read({ a = 1 }: { a?: number }) {
    if (a) return helper(a);
  }
  get size() {
    return 1;
  }
}
const maker = {
  helper: (x: number) => x,
  behaviour: { one: 1 },
  plain(x: number) {
    return maker.plain(x);
  },
};
function* steps() {}
`;

it("finds where functions are declared, not where they are named or called", () => {
  const names = [
    "load",
    "peak",
    "ratio",
    "Reader",
    "#advance",
    "read",
    "size",
    "helper",
    "plain",
    "steps",
    "none",
  ];
  expect(Object.fromEntries(functionLines(source, names))).toEqual({
    peak: 5,
    ratio: 8,
    Reader: 9,
    "#advance": 10,
    read: 13,
    size: 16,
    helper: 21,
    plain: 23,
    steps: 27,
  });
});

it("reads what is no program without failing", () => {
  expect(functionLines("function (", ["x"]).size).toBe(0);
  expect(functionLines("x(", ["x"]).size).toBe(0);
});
