import { expect, test } from "vitest";
import { provideGroupBy } from "../../../../../src/briefing/engine/kernel/runtime/group-by.js";

type GroupBy<Groups> = (items: unknown, selector: unknown) => Groups;
const object = {} as { readonly groupBy: GroupBy<Readonly<Record<string | symbol, unknown>>> };
const map = {} as { readonly groupBy: GroupBy<ReadonlyMap<unknown, unknown>> };
provideGroupBy({ object, map });

test("an object of groups has no prototype and the keys of properties, in the order of its items", () => {
  const sign = Symbol("sign");
  const keys = ["b", "__proto__", 2, sign, "b"];
  const groups = object.groupBy(new Set([0, 1, 2, 3, 4]), (_: unknown, index: number) => keys[index]);
  expect(Object.getPrototypeOf(groups)).toBeNull();
  expect(Reflect.ownKeys(groups)).toEqual(["2", "b", "__proto__", sign]);
  expect([groups["b"], groups["__proto__"], groups["2"], groups[sign]]).toEqual([[0, 4], [1], [2], [3]]);
});

test("Map.groupBy accepts keys of every type, and makes one key of 0 and −0", () => {
  const key = {};
  const groups = map.groupBy([key, -0, NaN, NaN], (item: unknown) => item);
  expect([...groups]).toEqual([
    [key, [key]],
    [0, [-0]],
    [NaN, [NaN, NaN]],
  ]);
  expect(Object.is([...groups.keys()][1], 0)).toBe(true);
});

test("their properties are those of the standard, and wrong arguments are TypeErrors", () => {
  for (const target of [object, map]) {
    expect(Object.getOwnPropertyDescriptor(target, "groupBy")).toMatchObject({
      writable: true,
      enumerable: false,
      configurable: true,
    });
    expect([target.groupBy.name, target.groupBy.length]).toEqual(["groupBy", 2]);
    expect(() => target.groupBy(null, String)).toThrow(TypeError);
    expect(() => target.groupBy([], "x")).toThrow(TypeError);
    expect(() => target.groupBy(1, String)).toThrow(TypeError);
    expect(() => new (target.groupBy as never as new () => object)()).toThrow(TypeError);
  }
});

test("those of the process stay", () => {
  const groupBy = () => "own";
  const own = { groupBy };
  provideGroupBy({ object: own, map: own });
  expect(own.groupBy).toBe(groupBy);
});
