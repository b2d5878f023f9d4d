import { afterEach, expect, test } from "vitest";
import { acrossSettings, isUnderSetting } from "../../../src/briefing/authoring/across-settings.js";
import { ASSUMPTIONS, type CurrentSettings } from "../../../src/briefing/model/assumption.js";

const symbol = Symbol.for(ASSUMPTIONS);
const enter = (setting: CurrentSettings["setting"]) =>
  Reflect.set(globalThis, symbol, setting === undefined ? {} : { setting });

afterEach(() => {
  Reflect.deleteProperty(globalThis, symbol);
});

test("what is published is computed each time, other settings share a result", () => {
  let computed = 0;
  const compute = () => acrossSettings("count", () => (computed += 1));
  expect([compute(), compute()]).toEqual([1, 2]);
  expect(isUnderSetting()).toBe(false);
  enter({ base: 2019 });
  expect(isUnderSetting()).toBe(true);
  expect([compute(), compute()]).toEqual([3, 3]);
  enter({ base: 2020 });
  expect(compute()).toBe(3);
  enter(undefined);
  expect(compute()).toBe(4);
});

test("by key", () => {
  enter({ base: 2019 });
  expect(acrossSettings("a", () => "of a")).toBe("of a");
  expect(acrossSettings("b", () => "of b")).toBe("of b");
});

test("a failure is not kept", () => {
  enter({ base: 2019 });
  const fail = () => {
    throw new Error("no rows");
  };
  expect(() => acrossSettings("failing", fail)).toThrow("no rows");
  expect(acrossSettings("failing", () => "rows")).toBe("rows");
});
