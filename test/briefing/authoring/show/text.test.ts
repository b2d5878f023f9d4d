import { describe, expect, test } from "vitest";
import { mime } from "../../../../src/briefing/model/mime.js";
import { AuthoringError } from "../../../../src/briefing/authoring/errors.js";
import * as fmt from "../../../../src/briefing/authoring/show/fmt.js";
import { holds, text } from "../../../../src/briefing/authoring/show/text.js";
import { jupyterDisplay, plainText } from "../../../../src/briefing/authoring/show/value.js";

const displayed = (shown: object) =>
  (shown as Record<symbol, () => Record<string, unknown>>)[jupyterDisplay]?.();

describe("text", () => {
  test("keeps its values separate, even through other texts", () => {
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

  test("rejects values without a format", () => {
    expect(() => text`${2020 as unknown as string}`).toThrow("2020 is a bare number");
    expect(() => text`${undefined as unknown as string}`).toThrow("undefined");
    expect(() => text`${[1] as unknown as string}`).toThrow("an array");
  });

  test("in prose it is a value of its words that keeps the values inside, including those of a list", () => {
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

  test("keeps its sentence with the computed values if it is false", () => {
    expect(holds(text`It peaked in ${fmt.year(2020)}.`, false)).toMatchObject({
      raw: false,
      text: "It peaked in 2020.",
      parts: ["It peaked in ", { raw: 2020, text: "2020" }, "."],
    });
  });

  test("is struck in a notebook, alone and inside a text", () => {
    const stale = holds("It rose & fell.", false);
    const struck = "<del>It rose &amp; fell.</del> <strong>(no longer true)</strong>";
    expect(displayed(stale)).toMatchObject({
      [mime.html]: struck,
      [mime.plain]: "It rose & fell. (no longer true)",
    });
    expect(displayed(text`Look: ${stale}`)?.[mime.html]).toBe(`Look: ${struck}`);
    expect(displayed(holds("It rose.", true))).not.toHaveProperty([mime.html]);
  });

  test("stays one piece in a text while it is false, and gives its values to the text while it is true", () => {
    const sentence = (isTrue: boolean) => holds(text`It peaked in ${fmt.year(2020)}.`, isTrue);
    expect(text`So: ${sentence(true)}`.parts).toMatchObject(["So: It peaked in ", { raw: 2020 }, "."]);
    expect(text`So: ${sentence(false)}`.parts).toMatchObject(["So: ", { raw: false, format: "holds" }]);
    expect(fmt.list([sentence(false), "b"]).parts?.[0]).toMatchObject({ raw: false });
  });

  test.each([undefined, null, 1, "yes"])("rejects %s, which is neither true nor false", (condition) => {
    expect(() => holds("It rose.", condition as unknown as boolean)).toThrow(AuthoringError);
  });

  test.each([true, false])("cannot be in a plain string, where it could not be struck (%s)", (isTrue) => {
    const asString = (given: unknown) => () => String(given);
    expect(asString(holds("It rose.", isTrue))).toThrow("loses its condition");
    expect(asString(text`So: ${holds("It rose.", isTrue)}`)).toThrow("loses its condition");
  });
});
