/** A sign that became a word is another way of saying the same number; a sign that went is another number. */
import { describe, expect, test } from "vitest";
import { compareBriefings } from "../../../src/engine/diff/compare.js";
import { outlineOf } from "../../../src/engine/diff/format/outline.js";
import { weightOf } from "../../../src/engine/diff/rank.js";
import { sizes } from "../../../src/engine/diff/kinds/value.js";
import { briefingOf, type Given } from "./value-report.js";

const percent = (raw: number, text: string, words: Given["words"]): Given => ({
  ...{ raw, text, format: "percent" },
  ...(words && { words }),
});
const minus = percent(-0.096, "−9.6 %", ["The share changed by ", " since 2018."]);

function reported(before: Given, after: Given) {
  const [one, two] = [before, after].map((gap) => briefingOf({ values: { gap } }));
  if (one === undefined || two === undefined) throw new Error("two sides");
  const comparison = compareBriefings(one, two);
  const entry = outlineOf(comparison).entries.find(({ change }) => change.kind === "value");
  if (entry?.change.kind !== "value") throw new Error("no value changed");
  const head = entry.head.map(({ text }) => text).join("");
  return { head, aspects: entry.change.aspects, weight: weightOf(entry.change) };
}

describe("the number says the same", () => {
  test.each<[string, Given]>([
    ["−9.6 % → 9.6 % less", percent(0.096, "9.6 %", ["The share changed by ", " less since 2018."])],
    ["−9.6 % → 9.6 % lower", percent(0.096, "9.6 % lower", ["The share changed by ", " since 2018."])],
    ["−9.6 % → fell by 9.6 %", percent(0.096, "9.6 %", ["The share fell by ", " since 2018."])],
    ["−9.6 % → fell by about 9.6 %", percent(0.096, "9.6 %", ["The share fell by about ", " since 2018."])],
    ["−9.6 % → 9.6 % points fewer", percent(0.096, "9.6 %", ["The share changed by ", " points fewer."])],
  ])("%s", (head, after) => {
    expect(reported(minus, after)).toEqual({ head, aspects: ["text"], weight: { rank: 8, size: 0 } });
    const back = head.split(" → ").reverse().join(" → ");
    expect(reported(after, minus)).toMatchObject({ head: back, aspects: ["text"] });
  });

  test("but for what it moved", () => {
    const { aspects, weight } = reported(
      minus,
      percent(0.12, "12.0 %", ["The share fell by ", " since 2018."]),
    );
    expect([aspects, weight]).toEqual([["number"], { rank: 2, size: 0.25 }]);
  });
});

describe("the number has another sign", () => {
  test.each<[string, Given]>([
    ["without a word", percent(0.096, "9.6 %", ["The share changed by ", " since 2018."])],
    ["with a word for more", percent(0.096, "9.6 %", ["The share changed by ", " more since 2018."])],
    ["with a word that says where to", percent(0.096, "9.6 %", ["The share fell to ", " since 2018."])],
    ["with another number's word", percent(0.096, "9.6 %", ["The share changed by ", ", 3 % less."])],
    ["with a word and a minus", percent(0.096, "+9.6 %", ["It is lesser, but changed by ", " since."])],
  ])("%s", (_, after) => {
    expect(reported(minus, after)).toMatchObject({
      head: `−9.6 % → ${after.text ?? ""}`,
      weight: { rank: 2, size: sizes.otherSign },
    });
  });
});
