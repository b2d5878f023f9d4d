/** Values that jump from one period to the next: what must be confirmed, and what is usual. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { describeUpdated } from "../../../../src/briefing/cli/data-summary.js";
import { BriefingError, UsageError } from "../../../../src/briefing/model/errors.js";
import { AnomalyFinder } from "../../../../src/briefing/tools/data/anomalies.js";
import { seeded } from "../../../support/random.js";
import { rejected } from "../../../support/thrown.js";
import { anomalyProject, type Row } from "./anomaly-project.js";

const { add, at, check, confirmed, descriptor, inData, shipped, table, update, write } = anomalyProject();

/** Values of places by year that grow a little, each in its own way. */
const growing = (places: readonly string[], years: readonly number[], size = 5_000): readonly Row[] =>
  places.flatMap((place, row) =>
    years.map((year, column) => ({ place, year, value: Math.round(size * (1 + row) * 1.03 ** column) })),
  );
const yearsTo = (last: number): readonly number[] => [0, 1, 2, 3, 4, 5].map((back) => last - 5 + back);
const inYear =
  (year: number, factor: number) =>
  (row: Row): Row =>
    row["year"] === year ? { ...row, value: Number(row["value"]) * factor } : row;

describe("values that jump", () => {
  const places = ["A", "B", "C", "D"];
  const rows = growing(places, yearsTo(2023));
  const wrong = rows.map(inYear(2023, 1000));

  test("are rejected by data add and data update, with what to do", async () => {
    const error = await rejected(BriefingError, add(table("energy", wrong)));
    expect(error.message.replace(at("energy.csv"), "energy.csv")).toBe(
      "energy.csv has what looks like a mistake:\n" +
        "  value: from 2022 to 2023 the values rise about 1,000-fold in 4 of 4 series (D: 22,510 → 23,185,000), as if the unit had changed.",
    );
    expect(error.hint).toBe(
      "Correct the file or, if it is right, confirm it: the same command with --confirm value",
    );
    await add(table("energy", rows));
    const before = [descriptor(), readFileSync(inData("energy.csv"), "utf8")];
    const refused = await update(table("energy", wrong));
    expect(refused).toMatchObject({ status: "not confirmed", described: [] });
    expect(describeUpdated(refused, "write")).toContain("the same command with --confirm value");
    expect([descriptor(), readFileSync(inData("energy.csv"), "utf8")]).toEqual(before);
  });

  test("are an error of check until they are confirmed; another year must be confirmed anew", async () => {
    await add(table("energy", wrong), { confirm: ["value"] });
    const jump = { column: "value", from: 2022, to: 2023, factor: 1000 };
    expect(confirmed()).toEqual({ jumps: [jump] });
    expect(await check()).toEqual([]);
    const unconfirmed = descriptor().replace(/"confirmed": \{[^}]*\}[^}]*\},/, "");
    write(inData("datapackage.json"), unconfirmed);
    expect(await check()).toMatchObject([
      expect.stringMatching(
        /^data\/energy\.csv column "value": from 2022 to 2023 .*; correct the file or, if it is right: briefing data update energy --confirm value$/,
      ),
    ]);
    expect((await update("energy")).status).toBe("not confirmed");
    const updated = await update("energy", { confirm: ["value"] });
    expect(updated).toMatchObject({ status: "unchanged", described: ["confirmed"] });
    expect([await check(), confirmed(), (await update("energy")).status]).toEqual([
      [],
      { jumps: [jump] },
      "unchanged",
    ]);
    const next = [...wrong, ...growing(places, [2024], 5_000_000)];
    expect((await update(table("energy", next))).status).toBe("updated");
    const again = await update(table("energy", next.map(inYear(2024, 20))));
    expect(again.status).toBe("not confirmed");
    expect(again.anomalies.jumps).toMatchObject([{ from: 2023, to: 2024 }]);
    // A jump of another size, in the same year.
    const other = await update(table("energy", rows.map(inYear(2023, 20))));
    expect(other.anomalies.jumps).toMatchObject([{ to: 2023, factor: expect.closeTo(20.6, 1) as number }]);
    expect(confirmed()).toEqual({ jumps: [jump] });
    // A jump from the same year to another one.
    const later = await update(
      table(
        "energy",
        wrong.map((row) => (row["year"] === 2023 ? { ...row, year: 2024 } : row)),
      ),
    );
    expect(later.anomalies.jumps).toMatchObject([{ from: 2022, to: 2024 }]);
    // What no longer occurs is no longer confirmed.
    expect((await update(table("energy", rows))).status).toBe("updated");
    expect(confirmed()).toBeUndefined();
  });

  test("are found on the way there and back, in one of several columns, and in months and dates", async () => {
    const both = rows.map((row) => ({ ...inYear(2020, 0.001)(row), other: Number(row["value"]) }));
    const error = await rejected(BriefingError, add(table("energy", both)));
    expect(error.message).toMatch(/value: from 2019 to 2020 .*\n {2}value: from 2020 to 2021/);
    expect(error.message).not.toContain("other:");
    for (const ending of ["-03", "-03-01"]) {
      const dated = wrong.map(({ year, ...row }) => ({ ...row, month: `${String(year)}${ending}` }));
      const { message } = await rejected(BriefingError, add(table("energy", dated)));
      expect(message).toContain(`from 2022${ending} to 2023${ending} the values rise`);
    }
  });

  test("of one measure of several, or of a table that is a single series, are found", async () => {
    const measures = ["income", "rents", "costs"].flatMap((measure, index) =>
      rows.map((row) => ({ measure, ...row, value: Number(row["value"]) * (index + 1) })),
    );
    const one = measures.map((row) => (row.measure === "rents" ? inYear(2023, 0.001)(row) : row));
    const error = await rejected(BriefingError, add(table("measures", one)));
    expect(error.message).toContain("from 2022 to 2023, where measure is rents, the values fall to about 1/");
    expect((await add(table("measures", one), { confirm: ["value"] })).anomalies.jumps).toEqual([]);
    expect(confirmed()).toMatchObject({ jumps: [{ where: { column: "measure", value: "rents" } }] });
    const single = wrong.slice(0, 6).map(({ year, value }) => ({ year: year ?? "", value: value ?? "" }));
    expect((await rejected(BriefingError, add(table("single", single)))).message).toContain(
      "from 2022 to 2023 the values rise about 1,000-fold (5,628 → 5,796,000)",
    );
  });

  test("of a large table are found in a sample of its series", () => {
    const fields = ["place", "year", "value"].map((name) => ({
      name,
      type: name === "place" ? ("string" as const) : ("integer" as const),
      constraints: {},
    }));
    const finder = new AnomalyFinder(fields, ["place", "year"]);
    const series = 40_000;
    for (let place = 0; place < series; place++)
      for (const year of [2021, 2022, 2023]) {
        const cells = [`p${place}`, year, year === 2023 ? 7_000 : 7];
        finder.add({ cell: (index) => cells[index] });
      }
    const [jump] = finder.find().jumps;
    expect(jump).toMatchObject({ from: 2022, to: 2023, factor: expect.closeTo(1000) as number });
    expect(jump?.compared).toBeGreaterThan(5_000);
    expect(jump?.compared).toBeLessThan(series);
  });

  const random = seeded(7);
  const noise = (): number => Math.ceil(100 * random() ** 3);
  /** @param orders of magnitude over which the values are spread */
  const scattered = (series: number, orders: number): readonly Row[] =>
    growing(
      Array.from({ length: series }, (_, index) => `s${index}`),
      Array.from({ length: 800 }, (_, index) => 1200 + index),
    ).map((row) => ({ ...row, value: 10 ** (orders * random()) }));
  const months = [2021, 2022, 2023].flatMap((year) =>
    Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, "0")}`),
  );
  test.each<readonly [what: string, rows: readonly Row[]]>([
    ["three counts that scatter", scattered(3, 1.35)],
    ["twelve counts that scatter much", scattered(12, 4)],
    ["counts that scatter", growing(places, yearsTo(2023)).map((row) => ({ ...row, value: noise() }))],
    [
      "many counts that scatter",
      growing(
        Array.from({ length: 300 }, (_, index) => `p${index}`),
        yearsTo(2023),
      ).map((row) => ({ ...row, part: `q${String(row["place"]).slice(-1)}`, value: noise() })),
    ],
    [
      "a season",
      places.flatMap((place) =>
        months.map((month) => ({ place, month, bathers: /-0[678]$/.test(month) ? 40_000 : 1_000 + noise() })),
      ),
    ],
    [
      "values on both sides of zero",
      wrong.map((row) => ({ ...row, value: Number(row["value"]) * (row["place"] === "A" ? -1 : 1) })),
    ],
    [
      "a jump of one place of four",
      wrong.map((row, index) => (row["place"] === "A" ? row : (rows[index] ?? row))),
    ],
    [
      "growth over many years",
      rows
        .filter(({ year }) => year === 2018 || year === 2023)
        .map(inYear(2023, 1))
        .concat(growing(places, [1990], 50)),
    ],
    ["values that are zero for a year", rows.map(inYear(2022, 0))],
    ["values that fall to zero", rows.map(inYear(2023, 0))],
  ])("not %s", async (_, usual) => {
    expect((await add(table("usual", usual))).anomalies.jumps).toEqual([]);
  });

  test("are found in this repository's emissions if one year has another unit", async () => {
    const rows = shipped("co2");
    expect(await check()).toEqual([]);
    const wrong = rows.map((row) =>
      row["year"] === "2023" ? { ...row, tonnes: Math.round(Number(row["tonnes"]) / 1000) } : row,
    );
    const { status, anomalies } = await update(table("co2", wrong));
    expect([status, anomalies.jumps]).toMatchObject([
      "not confirmed",
      [{ column: "tonnes", from: 2022, to: 2023, jumping: 216, compared: 216 }],
    ]);
  });
});

describe("what is confirmed", () => {
  const rows = growing(["A", "B", "C"], yearsTo(2023)).map(inYear(2023, 1000));

  test("has a name under which something was found", async () => {
    const error = await rejected(UsageError, add(table("energy", rows), { confirm: ["values"] }));
    expect([error.message, error.hint]).toEqual([
      "There is nothing to confirm under the name values.",
      'Did you mean "value"?',
    ]);
    const usual = rows.map(inYear(2023, 0.001));
    const none = await rejected(UsageError, add(table("energy", usual), { confirm: ["value"] }));
    expect(none.hint).toBe("Omit --confirm.");
  });

  test("is read strictly", async () => {
    await add(table("energy", rows), { confirm: ["value"] });
    write(inData("datapackage.json"), descriptor().replace('"from": 2022', '"since": 2022'));
    expect(await check()).toEqual([
      'data/energy.csv: data/datapackage.json: resource "energy": confirmed: jumps.0.from: Invalid input. Remove "confirmed", and confirm again what briefing check reports.',
    ]);
    await expect(update("energy")).rejects.toThrow("confirmed: jumps.0.from");
  });
});
