import { afterEach, expect, test } from "vitest";
import { assume } from "../../../src/briefing/index.js";
import {
  countSettings,
  labelledValue,
  settingsOf,
  valueIn,
  valuesOf,
  valueText,
  type Assumption,
} from "../../../src/briefing/model/assumption.js";
import { mime } from "../../../src/briefing/model/mime.js";
import { thrown } from "../../support/thrown.js";

const globals = globalThis as { __tslab__?: unknown; [key: symbol]: unknown };
const registry = Symbol.for("briefing.assumptions");

afterEach(() => {
  delete globals.__tslab__;
  Reflect.deleteProperty(globals, registry);
});

/** The definition that a call shows, and what it returns. */
function shown<T>(call: () => T): { readonly value: T; readonly definition: Assumption } {
  const bundles: Readonly<Record<string, unknown>>[] = [];
  const display = { raw: () => undefined, bundle: (data: Record<string, unknown>) => bundles.push(data) };
  globals.__tslab__ = { require: () => ({ display }) };
  const value = call();
  const definition = bundles[0]?.[mime.assumption] as Assumption;
  return { value, definition };
}

const select = () =>
  assume.select("baseline", ["2013–2017", "2015"], { label: "Compared with", value: "2015" });

test("each kind returns the published value, and shows what can be chosen", () => {
  expect(shown(select)).toMatchObject({
    value: "2015",
    definition: {
      id: "baseline",
      kind: "select",
      label: "Compared with",
      value: "2015",
      options: [
        { value: "2013–2017", label: "2013–2017" },
        { value: "2015", label: "2015" },
      ],
    },
  });
  const range = shown(() =>
    assume.range("limit", [0.8, 1], { label: "Limit", step: 0.05, value: 0.9, unit: "%" }),
  );
  expect(range.value).toBe(0.9);
  expect(range.definition.options.map(({ value, label }) => [value, label])).toEqual([
    [0.8, "0.80\u00a0%"],
    [0.85, "0.85\u00a0%"],
    [0.9, "0.90\u00a0%"],
    [0.95, "0.95\u00a0%"],
    [1, "1.00\u00a0%"],
  ]);
  expect(labelledValue(0.85, range.definition)).toBe("Limit 0.85\u00a0%");
  const early = shown(() => assume.toggle("early", { label: "Count it", value: false }));
  expect(early.value).toBe(false);
  expect(labelledValue(true, early.definition)).toBe("Count it: yes");
  const boxes = shown(() =>
    assume.checkbox("sources", { nsf: "NSF", oa: "OpenAlex" }, { label: "Sources", value: ["oa", "nsf"] }),
  );
  expect(boxes.value).toEqual(["nsf", "oa"]);
  expect(valuesOf(boxes.definition)).toEqual([["nsf"], ["oa"], ["nsf", "oa"]]);
  const years = shown(() =>
    assume.select("year", { 2013: "then", 2015: "later" }, { label: "Y", value: 2015 }),
  );
  expect(years.value).toBe(2015);
});

test("a build with parameters sets what is published; a setting is what the kernel executes", () => {
  assume.published({ baseline: "2013–2017" });
  expect(shown(select)).toMatchObject({ value: "2013–2017", definition: { value: "2013–2017" } });
  Object.assign(globals[registry] as object, { setting: { baseline: "2015" } });
  expect(shown(select)).toMatchObject({ value: "2015", definition: { value: "2013–2017" } });
});

test("texts stand for values as they are typed", () => {
  const { definition } = shown(() =>
    assume.checkbox("sources", ["nsf", "oa", "wos"], { label: "Sources", value: ["nsf"] }),
  );
  expect(valueIn('["oa", "nsf"]', definition)).toEqual(["nsf", "oa"]);
  expect(valueIn("wos,nsf", definition)).toEqual(["nsf", "wos"]);
  expect(valueIn("", definition)).toBeUndefined();
  expect(valueIn("nsf,scopus", definition)).toBeUndefined();
  for (const value of valuesOf(definition)) expect(valueIn(valueText(value), definition)).toEqual(value);
  const limit = shown(() => assume.range("limit", [0, 1], { label: "L", step: 0.1, value: 0.3 })).definition;
  expect(valueIn("0.30", limit)).toBe(0.3);
  expect(valueIn("0.35", limit)).toBeUndefined();
  expect(countSettings([definition, limit])).toBe(77);
  expect(settingsOf([definition, limit])).toHaveLength(77);
});

test.each([
  [() => assume.select("baseline", ["a", "b"], { label: "B", value: "c" as "a" }), 'no option "c"'],
  [() => assume.select("baseline", ["a", "a"], { label: "B", value: "a" }), "the option a twice"],
  [() => assume.select("baseline", ["a"], { label: "B", value: "a" }), "needs two or more options"],
  [() => assume.select("a b", ["a", "b"], { label: "B", value: "a" }), '"a b" cannot be an id'],
  [() => assume.select("baseline", ["a", "b"], { label: " ", value: "a" }), "the label of"],
  [() => assume.range("n", [1, 0], { label: "N", step: 1, value: 0 }), "goes from 1 to 0"],
  [() => assume.range("n", [0, 1], { label: "N", step: 0.1, value: 0.55 }), "has no option 0.55"],
  [
    () => assume.range("n", [0, 1e6], { label: "N", step: 1, value: 0 }),
    "has 1000001 options; a build executes at most 250",
  ],
  [
    () => assume.checkbox("s", ["a", "b", "c", "d", "e"], { label: "S", value: ["a"] }),
    "has 5 boxes, which are 31 settings",
  ],
  [() => assume.checkbox("s", ["a", "b"], { label: "S", value: [] as ["a"] | [] }), "has no option []"],
])("a wrong definition says what is wrong: %#", (call, message) => {
  expect(thrown(Error, () => shown<unknown>(call)).message).toContain(message);
});
