import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AuthoringError } from "../../../../src/briefing/authoring/errors.js";
import * as fmt from "../../../../src/briefing/authoring/show/fmt.js";
import { text } from "../../../../src/briefing/authoring/show/text.js";

const thin = "\u202f";
const noBreak = "\u00a0";
const usd = { currency: "USD" };

describe("fmt", () => {
  test.each([
    [fmt.count(62432), "62,432"],
    [fmt.count(62432, { significant: 3 }), "62,400"],
    [fmt.count(-1204), "−1,204"],
    [fmt.count(3, { unit: "papers" }), `3${noBreak}papers`],
    [fmt.percent(0.243), `24.3${thin}%`],
    [fmt.percent(-0.0519, { digits: 0 }), `−5${thin}%`],
    [fmt.percent(-0.0519, { sign: "never" }), `5.2${thin}%`],
    [fmt.percent(0.02, { sign: "always" }), `+2.0${thin}%`],
    [fmt.points(-0.1), `−10.0${noBreak}points`],
    [fmt.ratio(1.3144), "1.31"],
    [fmt.ratio(11.92, { digits: 1, unit: "billion tonnes" }), "11.9\u00a0billion tonnes"],
    [fmt.number(11.92, { digits: 1, unit: "°C" }), `11.9${noBreak}°C`],
    [fmt.number(3), "3"],
    [fmt.number(1234.5), "1,234.5"],
    [fmt.number(3.14159), "3.14"],
    [fmt.number(300, { unit: "km" }), `300${noBreak}km`],
    [fmt.number(-0.001), "0"],
    [fmt.number(2, { digits: 1 }), "2.0"],
    [fmt.number(31_415.9, { significant: 2 }), "31,000"],
    [fmt.number({ lower: 2, upper: 2.25 }, { unit: "m" }), `2–2.25${noBreak}m`],
    [fmt.range(1, 2.5, "number"), "1–2.5"],
    [fmt.signed(3886), "+3,886"],
    [fmt.signed(-3886), "−3,886"],
    [fmt.signed(0), "0"],
    [fmt.year(2020), "2020"],
    [fmt.range(1996, 2022, "year"), "1996–2022"],
    [fmt.range(0.1, 0.2, "percent"), `10.0–20.0${thin}%`],
    [fmt.bounds({ lower: 62425, upper: 62439 }), "62,425–62,439"],
    [fmt.bounds({ lower: -0.06, upper: -0.05 }, "percent"), `−6.0 to −5.0${thin}%`],
    [fmt.range(3, 5, "signed"), "+3 to +5"],
    [fmt.bounds({ lower: -3, upper: 5 }, "signed"), "−3 to +5"],
    [fmt.bounds({ lower: 2018, upper: 2020 }, "year"), "2018–2020"],
    [fmt.bounds({ lower: 0.145, upper: 0.145 }, "percent", { digits: 0 }), `15${thin}%`],
    [fmt.ratio(1.005), "1.01"],
    [fmt.count(2.5), "3"],
    [fmt.count(-2.5), "−3"],
    [fmt.money(28_900_000, usd), `$28.9${noBreak}million`],
    [fmt.money(30_000_000, usd), `$30${noBreak}million`],
    [fmt.money(30_000_000, { ...usd, digits: 1 }), `$30.0${noBreak}million`],
    [fmt.money(28_900, usd), "$28,900"],
    [fmt.money(12.5, { ...usd, digits: 2 }), "$12.50"],
    [fmt.money(999_960_000, usd), `$1${noBreak}billion`],
    [fmt.money(999_999, usd), "$999,999"],
    [fmt.money(-3_200_000, { currency: "CNY" }), `−CNY${noBreak}3.2${noBreak}million`],
    [fmt.money({ lower: 28_900_000, upper: 30_000_000 }, usd), `$28.9–30${noBreak}million`],
    [fmt.money({ lower: -2e9, upper: 5e8 }, usd), `−$2 to $0.5${noBreak}billion`],
    [fmt.range(1e6, 2e6, "money", { currency: "EUR" }), `€1–2${noBreak}million`],
    [fmt.ordinal(1), "first"],
    [fmt.ordinal(1, { as: "figures" }), "1st"],
    [fmt.ordinal({ lower: 2, upper: 3 }), "second to third"],
    [fmt.date("2018-11-01"), `1${noBreak}November${noBreak}2018`],
    [fmt.list(["2018", fmt.year(2020), "2022"]), "2018, 2020 and 2022"],
    [fmt.list([fmt.count(4000), fmt.count(5000)]), "4,000 and 5,000"],
    [fmt.list(["May, 2018", "June, 2020", fmt.year(2022)]), "May, 2018; June, 2020; and 2022"],
    [fmt.list([text`in ${fmt.year(2018)}`, "in 2020"], { between: "; " }), "in 2018; in 2020"],
    [fmt.list([], { none: "none" }), "none"],
    [fmt.list(["2018"], { none: "none" }), "2018"],
    [fmt.word(3), "three"],
    [fmt.word(0), "zero"],
    [fmt.word(1200), "1,200"],
    [fmt.wholePercent(0.2449), "24\u202f%"],
    [fmt.wholePercent(0.145, { sign: "always" }), "+15\u202f%"],
    [fmt.years([2022, 2012, 2013, 2014]), "2012–2014 and 2022"],
    [fmt.years([2012, 2013, 2020]), "2012, 2013 and 2020"],
    [fmt.smallPercent({ value: 0.123, n: 1 }), "12\u202f%"],
    [fmt.smallPercent({ value: 0.0654, n: 1 }), "6.5\u202f%"],
    [fmt.smallPercent({ value: 0.00014, n: 1 }), "0.014\u202f%"],
    [fmt.smallPercent({ value: 0, n: 1 }), "0\u202f%"],
  ])("%#: %s", (value, text) => {
    expect(value.text).toBe(text);
    expect(`in prose: ${value as unknown as string}`).toBe(`in prose: ${text}`);
  });

  test("keeps the number behind the text, rounded to twelve digits", () => {
    expect(fmt.percent(1 / 3)).toMatchObject({
      version: 1,
      raw: 0.333333333333,
      format: "percent",
      unit: "%",
    });
  });

  test("bounds are bounds, even if rounding hides them", () => {
    const close = fmt.count({ lower: 62425, upper: 62439 }, { significant: 3 });
    expect(close).toMatchObject({ text: "62,400", raw: [62425, 62439], precision: "bounds" });
    expect(fmt.count({ lower: 5588, upper: 5588 })).toMatchObject({ text: "5,588", raw: 5588 });
    expect(fmt.count({ lower: 5588, upper: 5588 })).not.toHaveProperty("precision");
  });

  test("names the years that were counted early, from the rows behind a number", () => {
    const rows = [
      { year: 2021, status: "complete", papers: 62_000 },
      { year: 2022, status: "incomplete", papers: 61_000 },
      { year: 2023, status: "early count", papers: 58_000 },
      { year: 2024, status: "second-hand", papers: 57_000 },
    ];
    expect(fmt.count(62_000, { early: rows[0] })).not.toHaveProperty("early");
    expect(fmt.count(58_000, { early: null })).not.toHaveProperty("early");
    expect(fmt.count(58_000, { early: rows[2] })).toMatchObject({ text: "58,000", early: "2023" });
    expect(fmt.percent(-0.06, { early: rows })).toHaveProperty("early", "2022 and 2023");
    expect(fmt.range(-0.06, -0.02, "percent", { early: rows })).toHaveProperty("early", "2022 and 2023");
    expect(fmt.change(-0.06, { early: [2023, "May 2024", 2022, 2023] })).toHaveProperty(
      "early",
      "2022, 2023 and May 2024",
    );
    expect(fmt.ordinal(1, { early: rows[1] })).toHaveProperty("early", "2022");
    const unclear = { year: 2022, status: "partial" };
    expect(() => fmt.count(1, { early: unclear })).toThrow(
      /fmt\.count: early has a row .* the status partial/,
    );
    expect(() => fmt.count(1, { early: { papers: 5 } as never })).toThrow(/the year undefined/);
  });

  test("an indicator without a value prints as such and has no number", () => {
    expect(fmt.percent({ value: null, reason: "zero_denominator", n: 0 })).toMatchObject({
      raw: null,
      text: "not available",
    });
  });

  test("a negative number that rounds to zero has no sign", () => {
    expect(fmt.percent(-0.0001).text).toBe(`0.0${thin}%`);
    expect(fmt.signed(-0).text).toBe("0");
  });

  test.each([NaN, Infinity, undefined, null])("%s is refused", (x) => {
    expect(() => fmt.count(x as unknown as number)).toThrow(AuthoringError);
    expect(() => fmt.count(x as unknown as number)).toThrow(/fmt\.count/);
  });

  test("ordinals of tens and teens", () => {
    const written = [10, 11, 12, 13, 21, 22, 23, 24, 101, 111, 1012].map((n) => fmt.ordinal(n).text);
    expect(written.join(" ")).toBe("10th 11th 12th 13th 21st 22nd 23rd 24th 101st 111th 1,012th");
  });

  test("money keeps its amount and its currency", () => {
    expect(fmt.money(28_900_000, { ...usd, source: "gao" })).toMatchObject({
      raw: 28_900_000,
      format: "money",
      unit: "USD",
      source: "gao",
    });
    expect(fmt.money({ value: null, reason: "zero_denominator", n: 0 }, usd).text).toBe("not available");
  });

  test("a range is two numbers, bounds are one uncertain number", () => {
    expect(fmt.range(3, 5)).not.toHaveProperty("precision");
    expect(fmt.range(3, 5)).toMatchObject({ version: 1, raw: [3, 5], format: "count" });
    expect(fmt.bounds({ lower: 3, upper: 5 })).toMatchObject({ precision: "bounds", raw: [3, 5] });
    expect(String(fmt.range(3, 5) as unknown)).toBe("3–5");
  });

  test.each<[() => unknown, string]>([
    [() => fmt.ordinal(0), "0 is not a rank"],
    [() => fmt.ordinal(-1), "-1 is not a rank"],
    [() => fmt.ordinal(1.5), "1.5 is not a rank"],
    [() => fmt.ordinal(NaN), "NaN is not a number that can be printed"],
    [() => fmt.money(1, { currency: "$" }), '"$" is not a currency code of ISO 4217'],
    [() => fmt.money(1, { currency: "EURO" }), '"EURO" is not a currency code of ISO 4217'],
    [() => fmt.money(1), "the currency of the amount is missing"],
    [() => fmt.money(1, { unit: "€" } as never), 'fmt.money: the unit "€" is not printed'],
    [() => fmt.range(1, 2, "money", { currency: "EUR", unit: "€" }), 'the unit "€" is not printed'],
    [() => fmt.count(1, { digits: -1 }), "digits is -1"],
    [() => fmt.count(1, { significant: 0 }), "significant is 0"],
    [() => fmt.count(1e21), "1e+21 is not a number that can be printed"],
    [() => fmt.date("2021-02-30"), "2021-02-30"],
    [() => fmt.date("2018-13-01"), "2018-13-01"],
    [() => fmt.year(2020.5), "2020.5 is not a whole year"],
    [() => fmt.list([]), "empty"],
    [() => fmt.word(2.5), "2.5 is not a number of things"],
    [() => fmt.word(-1), "-1 is not a number of things"],
    [() => fmt.bounds({ lower: 2, upper: 1 }), "above upper bound"],
  ])("%s is an error: %s", (make, message) => {
    expect(make).toThrow(message);
  });

  test("text is the nearest that its digits allow, ties away from zero", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 4 }), (n, digits) => {
        // n in units of half the last printed digit: every odd n is a tie.
        const x = Number(`${String(n * 5)}e-${String(digits + 1)}`);
        const read = Number(fmt.ratio(x, { digits }).text.replaceAll(",", "").replace("−", "-"));
        const expected = Math.sign(n) * Math.ceil(Math.abs(n) / 2);
        expect(read).toBe(Number(`${String(expected)}e-${String(digits)}`) || 0);
      }),
    );
  });

  test("every number reads back as itself", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (x) => {
        expect(Number(fmt.count(x).text.replaceAll(",", "").replace("−", "-"))).toBe(x);
      }),
    );
  });
});

describe("choose", () => {
  const words = { up: "rose", down: "fell", flat: "hardly moved" };

  test("follows the number", () => {
    expect(fmt.choose(0.2, words).text).toBe("rose");
    expect(fmt.choose(-0.2, words).text).toBe("fell");
    expect(fmt.choose(0.005, words, { within: 0.01 }).text).toBe("hardly moved");
    expect(fmt.choose({ lower: -0.01, upper: 0.02 }, words).text).toBe("hardly moved");
  });

  test("or a condition, or a key", () => {
    expect(fmt.choose(true, { true: "the same", false: "another" })).toMatchObject({
      text: "the same",
      raw: true,
    });
    expect(fmt.choose("b", { a: "first", b: "second" }).text).toBe("second");
    expect(() => fmt.choose("c", { a: "first" })).toThrow('no word for "c"');
    expect(() => fmt.choose("constructor", { a: "first" })).toThrow('no word for "constructor"');
    expect(() => fmt.choose(0.1, words, { within: NaN })).toThrow("within is NaN");
  });

  test("does not choose if there is no value", () => {
    expect(() => fmt.choose({ value: null, reason: "zero_denominator", n: 0 }, words)).toThrow("no value");
  });
});
