/** A number in a sentence, in a table and on an axis: the same value in the same format is the same text. */
import * as vega from "vega";
import { beforeAll, describe, expect, test } from "vitest";
import { columnOf } from "../../../../src/briefing/authoring/charts/columns.js";
import { measureOf, tickExpression } from "../../../../src/briefing/authoring/charts/measure.js";
import type { NumberStyle } from "../../../../src/briefing/authoring/charts/spec.js";
import * as fmt from "../../../../src/briefing/authoring/show/fmt.js";
import { table, type ColumnOptions } from "../../../../src/briefing/authoring/show/table.js";
import type { Table } from "../../../../src/briefing/model/display.js";
import { mime } from "../../../../src/briefing/model/mime.js";
import { withKernel } from "./kernel.js";

/** Fifty magnitudes with both signs: shares, decimals that doubles hold inexactly, and counts up to trillions. */
const magnitudes = [
  0,
  0.0004,
  0.0012,
  0.005,
  0.0123,
  0.03,
  0.05,
  0.0654,
  0.1,
  0.12,
  0.145,
  0.2,
  0.243,
  0.25,
  0.255,
  0.2551,
  0.285,
  1 / 3,
  0.5,
  0.57,
  2 / 3,
  0.995,
  0.9996,
  1,
  1.005,
  1.15,
  1.5,
  2,
  2.5,
  3.14159,
  8,
  9.995,
  12,
  16.04,
  45.2,
  99.95,
  100,
  116.5,
  999,
  1000,
  1204,
  12_345,
  62_432,
  999_499.5,
  999_999,
  1_000_000,
  1_250_000,
  28_900_000,
  999_960_000,
  3_200_000_000,
];
const values = [...magnitudes, ...magnitudes.map((value) => -value)];

const numeric = ["count", "percent", "points", "ratio", "number", "signed", "money"] as const;
type Format = (typeof numeric)[number];
const digitsTried = [0, 1, 2, 3];

function inSentence(format: Format, value: number, digits?: number): string {
  const options = digits === undefined ? {} : { digits };
  if (format === "money") return fmt.money(value, { ...options, currency: "EUR" }).text;
  return fmt[format](value, options).text;
}

/** Of each column its texts, from one table. */
function inTable(column: Omit<ColumnOptions, "field">, shown = values): readonly string[] {
  const bundles = withKernel("ours");
  table(
    shown.map((value, row) => ({ row, value })),
    { columns: [{ ...column, field: "value" }], key: ["row"] },
  );
  return (bundles[0]?.[mime.table] as Table).rows.map(([cell]) => cell?.text ?? "");
}

const onAxis = (value: number, style: NumberStyle | undefined, digits?: number): string =>
  // Without a title, there is no place to say that numbers are in millions.
  measureOf([columnOf("line", [{ value }], "value")], { style, digits, title: null }).write(value);

/** The formats that axes have, with their style. */
const styles: readonly (readonly [format: Format, style: NumberStyle | undefined])[] = [
  ["count", "count"],
  ["percent", "percent"],
  ["ratio", "ratio"],
  ["number", undefined],
];

test("there are a hundred values", () => {
  expect(values).toHaveLength(100);
});

describe.each(digitsTried)("with %i decimals", (digits) => {
  test.each(numeric)("fmt.%s and a column", (format) => {
    const expected = values.map((value) => inSentence(format, value, digits));
    const column = { format, digits, currency: "EUR" };
    expect(inTable(column)).toEqual(expected);
    expect(inTable({ ...column, title: "A title" })).toEqual(expected);
  });

  test.each(styles)("fmt.%s and an axis", (format, style) => {
    const expected = values.map((value) => inSentence(format, value, digits));
    expect(values.map((value) => onAxis(value, style, digits))).toEqual(expected);
  });
});

/** Of the last number in a text. */
const decimalsIn = (text: string): number => /\.(\d+)/.exec(text)?.[1]?.length ?? 0;

describe("with the decimals that each chooses", () => {
  test.each(numeric)("a column prints as fmt.%s does with these decimals", (format) => {
    for (const value of values) {
      // A column of one value: the decimals of a column follow from all of its values.
      const [text = ""] = inTable({ format, currency: "EUR" }, [value]);
      expect(text, String(value)).toBe(inSentence(format, value, decimalsIn(text)));
    }
  });

  test.each(styles)("an axis prints as fmt.%s does with these decimals", (format, style) => {
    for (const value of values) {
      const text = onAxis(value, style);
      expect(text, String(value)).toBe(inSentence(format, value, decimalsIn(text)));
    }
  });

  test("a column has the same decimals with and without a title", () => {
    for (const format of numeric)
      for (const value of values) {
        const column = { format, currency: "EUR" };
        expect(inTable({ ...column, title: "A" }, [value]), format).toEqual(inTable(column, [value]));
      }
  });
});

describe("ticks, which Vega writes", () => {
  const written = new Map<string, string>();
  const keyOf = (style: NumberStyle, value: number) => `${style} ${value}`;
  const tickStyles = ["count", "percent", "ratio"] as const;
  beforeAll(async () => {
    const cases = tickStyles.flatMap((style) => values.map((value) => ({ style, value })));
    const signals = cases.map(({ style, value }, index) => ({
      name: `tick${index}`,
      update: tickExpression(`(${value})`, [value], style),
    }));
    const view = await new vega.View(vega.parse({ signals })).runAsync();
    cases.forEach(({ style, value }, index) =>
      written.set(keyOf(style, value), String(view.signal(`tick${index}`))),
    );
    view.finalize();
  });

  test.each(tickStyles)("as fmt.%s with these decimals", (style) => {
    for (const value of values) {
      const text = written.get(keyOf(style, value)) ?? "";
      expect(text, String(value)).toBe(inSentence(style, value, decimalsIn(text)));
    }
  });
});

/** What differs on purpose. */
describe("exceptions", () => {
  const measure = (value: number) => measureOf([columnOf("line", [{ value }], "value")]);

  test("an axis with a title shortens millions, and its title says so", () => {
    expect(measure(28_900_000)).toMatchObject({ title: "Value (million)" });
    expect(measure(28_900_000).write(28_900_000)).toBe("28.9");
    expect(fmt.number(28_900_000).text).toBe("28,900,000");
  });

  test("on an axis, whole numbers from 1500 to 2100 without a unit are years", () => {
    expect(measure(1850).write(1850)).toBe("1850");
    expect(fmt.number(1850).text).toBe("1,850");
    expect(inTable({}, [1850])).toEqual(["1850"]);
    expect(inTable({ format: "number" }, [1850])).toEqual(["1,850"]);
  });

  test("the header of a column with a unit says what its cells leave out", () => {
    expect(inTable({ format: "percent", unit: "%" }, [0.255])).toEqual(["25.5"]);
    expect(inTable({ format: "points", unit: "points" }, [0.255])).toEqual(["25.5"]);
  });

  test("fmt.percent has one decimal, a column those that it needs, and an axis two significant digits", () => {
    const share = 0.2551;
    expect([fmt.percent(0.12).text, inTable({ format: "percent" }, [0.12])[0]]).toEqual([
      "12.0\u202f%",
      "12\u202f%",
    ]);
    expect([fmt.percent(share).text, inTable({ format: "percent" }, [share])[0]]).toEqual([
      "25.5\u202f%",
      "25.5\u202f%",
    ]);
    expect(onAxis(share, "percent")).toBe("26\u202f%");
  });
});

test("percentages of a column have the decimals of what is printed, the same in every row", () => {
  expect(inTable({ format: "percent" }, [0.255, 0.12])).toEqual(["25.5\u202f%", "12.0\u202f%"]);
  expect(inTable({ format: "percent" }, [0.5, 0.25])).toEqual(["50\u202f%", "25\u202f%"]);
  expect(inTable({ format: "percent" }, [1 / 3, 0.5])).toEqual(["33.3\u202f%", "50.0\u202f%"]);
  expect(inTable({ format: "percent" }, [0.0004, 0.0012])).toEqual(["0.04\u202f%", "0.12\u202f%"]);
  expect(inTable({ format: "points" }, [0.032, -0.01])).toEqual(["3.2\u00a0points", "−1.0\u00a0points"]);
  expect(inTable({ format: "number", title: "Level" }, [2.5, 300])).toEqual(["2.5", "300.0"]);
});

test("counts, ratios and changes of a column have the decimals of their format", () => {
  expect(inTable({ format: "count" }, [12.5, 1204])).toEqual(["13", "1,204"]);
  expect(inTable({ format: "ratio" }, [1.3144, 2])).toEqual(["1.31", "2.00"]);
  expect(inTable({ format: "signed" }, [12, -3])).toEqual(["+12", "−3"]);
});

test("amounts of money of a column keep their cents, or are shortened as in a sentence", () => {
  const money = { format: "money", currency: "EUR" } as const;
  expect(inTable(money, [12.5, 3])).toEqual(["€12.50", "€3.00"]);
  expect(inTable(money, [28_900_000, 12])).toEqual(["€28.9\u00a0million", "€12"]);
  expect(() => inTable({ format: "money" }, [1])).toThrow(
    'column "value": the currency of the amount is missing',
  );
  expect(() => inTable({ format: "money", currency: "€" }, [1])).toThrow('"€" is not a currency code');
});
