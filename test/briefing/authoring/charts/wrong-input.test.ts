/** Wrong options and rows: each message names what and where. */
import { describe, expect, test } from "vitest";
import { bar, line, scatter, type Spec } from "../../../../src/briefing/index.js";
import { measured, people } from "./user-rows.js";

const byState = { x: "year", y: "people", by: "state" } as const;

describe("wrong input", () => {
  const days = Array.from({ length: 375 }, (_, index) => {
    const day = new Date(Date.UTC(2022, 0, 1 + index)).toISOString().slice(0, 10);
    return { day: day.split("-").reverse().join("."), value: index };
  });
  const rows = people.map((row) => ({ ...row }));
  const wrong: readonly (readonly [string, () => Spec, string])[] = [
    [
      "dates as text",
      () => line(days, { x: "day", y: "value" }),
      'holds dates as text, such as "01.01.2022"',
    ],
    ["dates as text in points", () => scatter(days, { x: "day", y: "value" }), "holds dates as text"],
    ["too many words", () => bar(days, { x: "day", y: "value" }), "has 375 different words"],
    [
      "a word among dates",
      () =>
        line([...measured, { month: "total", level: 1, station: "a" }], {
          x: "month",
          y: "level",
          by: "station",
        }),
      'holds dates, but "total" in row 19',
    ],
    [
      "a word among numbers",
      () =>
        line(
          [
            { year: 2020, v: 1 },
            { year: 2021, v: "k.A." },
          ],
          { x: "year", y: "v" },
        ),
      'holds numbers, but "k.A." in row 2',
    ],
    ["numbers as text", () => bar([{ n: "a", v: "1" }], { x: "n", y: "v" }), 'numbers as text, such as "1"'],
    [
      "two rows in one place",
      () => line(rows, { x: "year", y: "people" }),
      "two rows have the same year: 2019",
    ],
    [
      "an unknown option",
      () => line(rows, { ...byState, stil: "count" } as never),
      'there is no option "stil"',
    ],
    [
      "an unknown style",
      () => line(rows, { ...byState, style: "procent" } as never),
      'style cannot be "procent"',
    ],
    ["an unknown axis", () => scatter(rows, { ...byState, log: "z" } as never), 'log cannot be "z"'],
    ["no column", () => line(rows, { y: "people" } as never), "the option x does not name a column"],
    ["no options", () => line(rows, undefined as never), "the option x does not name a column"],
    [
      "a height in words",
      () => bar(rows, { ...byState, height: "tall" } as never),
      'height cannot be "tall"',
    ],
    [
      "a date that does not exist",
      () => line(rows, { ...byState, events: [{ date: "2020-02-31", label: "e" }] }),
      'the event "e" has the date "2020-02-31"',
    ],
    [
      "events on words",
      () =>
        line(rows, { x: "state", y: "people", facet: "year", events: [{ date: "2020-02-01", label: "e" }] }),
      'events need years or dates along the horizontal axis, but "state" holds words',
    ],
    [
      "bounds in the wrong order",
      () => bar([{ n: "a", v: 1, low: 2, high: 0 }], { x: "n", y: "v", low: "low", high: "high" }),
      "row 1 has the bounds 2 and 0",
    ],
    ["nothing at all", () => bar([{ n: "a", v: null }], { x: "n", y: "v" }), 'the column "v" has no values'],
  ];
  test.each(wrong)("such as %s is named", (_, chart, message) => {
    expect(chart).toThrow(message);
  });
});
