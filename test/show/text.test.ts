import { describe, expect, test } from "vitest";
import { mime } from "../../src/model/mime.js";
import { HoldsError } from "../../src/show/errors.js";
import * as fmt from "../../src/show/fmt.js";
import { holds } from "../../src/show/holds.js";
import { text } from "../../src/show/text.js";
import { jupyterDisplay, plainText } from "../../src/show/value.js";

const displayed = (shown: object) =>
  (shown as Record<symbol, () => Record<string, unknown>>)[jupyterDisplay]?.();

describe("text", () => {
  test("keeps its values apart, also through other texts", () => {
    const inner = text`peaked in ${fmt.year(2020)}`;
    const outer = text`It ${inner} at ${"about"} ${fmt.count(84025)}.`;
    expect(outer.parts.map((part) => (typeof part === "string" ? part : part.raw))).toEqual([
      "It peaked in ",
      2020,
      " at about ",
      84025,
      ".",
    ]);
    expect(plainText(outer)).toBe("It peaked in 2020 at about 84,025.");
  });

  test("refuses what has no format", () => {
    expect(() => text`${2020 as unknown as string}`).toThrow("2020 is a bare number");
    expect(() => text`${undefined as unknown as string}`).toThrow("undefined");
    expect(() => text`${[1] as unknown as string}`).toThrow("an array");
  });

  test("in prose it is a value of its words that keeps the values in it, also those of a list", () => {
    const list = fmt.list([fmt.year(2019), "or", fmt.year(2020)]);
    expect(displayed(text`in ${list}`)?.[mime.value]).toMatchObject({
      version: 1,
      text: "in 2019, or and 2020",
      format: "text",
      parts: ["in ", { raw: 2019 }, ", or and ", { raw: 2020 }],
    });
    expect(displayed(text`in ${"words"}`)?.[mime.value]).not.toHaveProperty("parts");
  });
});

test("a value displays itself as JSON and as text", () => {
  const value = fmt.count(3);
  expect(displayed(value)).toEqual({
    [mime.value]: { version: 1, raw: 3, text: "3", format: "count" },
    [mime.plain]: "3",
  });
  expect(JSON.parse(JSON.stringify(value))).toEqual({ version: 1, raw: 3, text: "3", format: "count" });
});

describe("holds", () => {
  test("prints its sentence while it is true", () => {
    expect(holds("It rose.", true)).toMatchObject({ raw: true, text: "It rose.", format: "holds" });
  });

  test("fails, naming the sentence, when it is not, and when nothing is known", () => {
    expect(() => holds(text`It peaked in ${fmt.year(2020)}.`, false)).toThrow(
      'no longer true: "It peaked in 2020."',
    );
    expect(() => holds("It rose.", undefined as unknown as boolean)).toThrow(HoldsError);
  });
});
