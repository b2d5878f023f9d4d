/** A workbook with several tables: each edition of it is one of all its tables. */
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { stripVTControlCharacters } from "node:util";
import { beforeEach, describe, expect, test } from "vitest";
import { describeUpdatedTables } from "../../../../src/briefing/cli/data-summary.js";
import { UsageError } from "../../../../src/briefing/model/errors.js";
import { validateData } from "../../../../src/briefing/tools/data/validate.js";
import { rejected } from "../../../support/thrown.js";
import { dataProject } from "./data-project.js";
import { bytesOf } from "./workbook.js";

const { add, at, check, descriptor, inData, rows, updateAll, write } = dataProject();

const sheets = (people: number, cost: number | string) => ({
  People: {
    rows: [
      ["year", "people"],
      [2020, 100],
      [2021, people],
    ],
  },
  Budget: {
    rows: [
      ["district", "cost"],
      ["North", 5],
      ["South", cost],
    ],
  },
});
const workbook = (people: number, cost: number | string, name = "town.xlsx"): string => {
  writeFileSync(at(name), bytesOf(sheets(people, cost), "xlsx"));
  return at(name);
};
/** What is printed, also where the terminal has colours. */
const plainly = (...printed: Parameters<typeof describeUpdatedTables>): string =>
  stripVTControlCharacters(describeUpdatedTables(...printed));
/** The last cell of each table. */
const values = () => [rows("town")[1]?.["people"], rows("budget")[1]?.["cost"]];
const imports = (): readonly unknown[] =>
  (
    JSON.parse(descriptor()) as { readonly resources: readonly { readonly import?: unknown }[] }
  ).resources.map((resource) => resource.import);

beforeEach(async () => {
  const file = workbook(101, 6);
  await add(file);
  await add(file, { sheet: "Budget", name: "budget" });
});

describe("a workbook with two tables", () => {
  test("is stored with them", () => {
    expect(imports()).toEqual([{ file: "town.xlsx" }, { file: "town.xlsx", sheet: "Budget" }]);
  });

  test("updates both, and reports each", async () => {
    const updated = await updateAll(workbook(102, 7));
    expect(updated).toMatchObject({
      tables: [
        { name: "town", status: "updated" },
        { name: "budget", status: "updated" },
      ],
      failed: [],
    });
    expect([values(), updated.source, await check()]).toEqual([[102, 7], undefined, []]);
    const text = plainly(updated, "town.xlsx", "write");
    expect(text).toContain("people in 1 row: 2021: 101 → 102");
    expect(text).toContain("cost in 1 row: South: 6 → 7");
    const again = await updateAll(at("town.xlsx"));
    expect(again.tables.map(({ status }) => status)).toEqual(["unchanged", "unchanged"]);
  });

  test("updates one by name or sheet, and names the other", async () => {
    const updated = await updateAll(workbook(102, 7), { name: "budget" });
    expect(updated.source).toEqual({ from: "town.xlsx", state: "read", others: ["town"] });
    expect(values()).toEqual([101, 7]);
    expect(plainly(updated, "town.xlsx", "write")).toMatch(
      /\ntown is from the same file: briefing data update town\.xlsx --name town\n$/,
    );
    expect((await updateAll(workbook(103, 8), { sheet: "Budget" })).tables).toMatchObject([
      { name: "budget" },
    ]);
    expect(values()).toEqual([101, 8]);
  });

  test("is not taken for up to date because a table matches its description", async () => {
    workbook(102, 7);
    for (const given of ["budget", inData("budget.csv")]) {
      const updated = await updateAll(given);
      expect(updated.source).toEqual({ from: "town.xlsx", state: "not read", others: ["town"] });
      expect(plainly(updated, given, "write")).toBe(
        "budget: data/budget.csv matches its description; town.xlsx, from which it was written, was not read\n" +
          "  To import the next edition of budget, town: briefing data update town.xlsx\n",
      );
    }
    // Only its provenance is to be described.
    const described = await updateAll("budget", { origin: { sources: ["Town"], licences: [] } });
    expect(described.source).toBeUndefined();
  });

  test("under another name is still one of both", async () => {
    const next = workbook(102, 7, "town-2025.xlsx");
    const updated = await updateAll(next, { name: "town" });
    expect(updated.source).toMatchObject({ state: "read", others: ["budget"] });
    expect(imports()).toMatchObject([{ file: "town-2025.xlsx" }, { file: "town.xlsx" }]);
    await updateAll(next, { name: "budget" });
    expect((await updateAll(workbook(103, 8, "town-2025.xlsx"))).tables).toHaveLength(2);
    expect(values()).toEqual([103, 8]);
  });

  test("updates the table that is named like it, too, if that was last updated from another", async () => {
    await updateAll(workbook(104, 9, "else.xlsx"), { name: "town" });
    await updateAll(workbook(105, 10));
    expect(values()).toEqual([105, 10]);
  });

  test("a table that does not fit, or whose sheet is missing, does not exclude the other", async () => {
    const updated = await updateAll(workbook(102, "many"));
    expect(updated.tables.map(({ status }) => status)).toEqual(["updated", "does not fit"]);
    expect(values()).toEqual([102, 6]);
    const { People, Budget } = sheets(103, 7);
    writeFileSync(at("town.xlsx"), bytesOf({ People, Costs: Budget }, "xlsx"));
    const { tables, failed, ...rest } = await updateAll(at("town.xlsx"));
    expect(tables).toMatchObject([{ name: "town", status: "updated" }]);
    expect(failed).toMatchObject([
      { name: "budget", error: { message: expect.stringContaining('has no sheet "Budget"') as string } },
    ]);
    const text = plainly({ tables, failed, ...rest }, "town.xlsx", "write");
    expect(text).toContain("budget: not updated, because of an error");
  });

  test("options of one table are rejected", async () => {
    const file = workbook(102, 7);
    for (const [option, settings] of [
      ["--sheet", { sheet: "Costs" }],
      ["--title", { origin: { title: "T", sources: [], licences: [] } }],
      ["--columns", { columns: ["a", "b"] }],
      ["--confirm", { confirm: ["cost"] }],
    ] as const) {
      const error = await rejected(UsageError, updateAll(file, settings));
      expect([error.message, error.hint]).toEqual([
        `${option} applies to one table, and town.xlsx has town, budget.`,
        "Name it: --name town or --name budget",
      ]);
    }
    expect(values()).toEqual([101, 6]);
  });

  test("what must be confirmed in one of them is confirmed by its name", async () => {
    const years = [2018, 2019, 2020, 2021, 2022];
    const long = (factor: number) => ({
      rows: [["year", "people"], ...years.map((year) => [year, year === 2022 ? 100 * factor : 100])],
    });
    const { Budget } = sheets(1, 7);
    writeFileSync(at("town.xlsx"), bytesOf({ People: long(100), Budget }, "xlsx"));
    const updated = await updateAll(at("town.xlsx"));
    expect(updated.tables.map(({ status }) => status)).toEqual(["not confirmed", "updated"]);
    expect(plainly(updated, "town.xlsx", "write")).toContain(
      "confirm it: briefing data update town.xlsx --name town --confirm people",
    );
  });

  test("is described if it is kept in data/", async () => {
    writeFileSync(inData("accounts.xlsx"), bytesOf(sheets(1, 2), "xlsx"));
    const kept = async () =>
      (await validateData(at("project"))).notes.filter(({ path }) => path.endsWith(".xlsx"));
    expect(await kept()).toHaveLength(1);
    await add(inData("accounts.xlsx"), { name: "people" });
    expect(await kept()).toEqual([]);
    expect((await updateAll(inData("accounts.xlsx"))).tables).toMatchObject([{ name: "people" }]);
  });
});

test("a workbook of which the file is not known updates the table that is named like it", async () => {
  write(inData("datapackage.json"), descriptor().replaceAll(/"file": "town\.xlsx",?/g, ""));
  expect((await updateAll(workbook(102, 7))).tables).toMatchObject([{ name: "town", status: "updated" }]);
  expect(imports()).toEqual([{ file: "town.xlsx" }, { sheet: "Budget" }]);
});

test("an address with two tables is downloaded once for both", async () => {
  let requests = 0;
  const server = createServer((_, response) => {
    requests++;
    response.end(bytesOf(sheets(200 + requests, 10 + requests), "xlsx"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/remote.xlsx`;
    await add(url);
    await add(url, { sheet: "Budget", name: "costs" });
    expect(imports().slice(2)).toEqual([{ url }, { url, sheet: "Budget" }]);
    const updated = await updateAll(url);
    expect([requests, updated.tables.map(({ name }) => name)]).toEqual([3, ["remote", "costs"]]);
    expect([rows("remote")[1]?.["people"], rows("costs")[1]?.["cost"]]).toEqual([203, 13]);
    const one = await updateAll("costs");
    expect(plainly(one, "costs", "write")).toContain(
      `remote is from the same file: briefing data update ${url} --name remote`,
    );
  } finally {
    server.close();
  }
});
