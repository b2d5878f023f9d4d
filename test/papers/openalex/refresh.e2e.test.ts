/** The counts of August 2024, given as OpenAlex would give them, become the tables that they became then. */
import { csvParse, csvParseRows } from "d3-dsv";
import { cpSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { describeProblem } from "../../../src/briefing/authoring/load/errors.js";
import {
  beginCollection,
  codesIn,
  collect,
  type CollectionMeta,
  planOf,
} from "../../../src/papers/openalex/counts/collection.js";
import { partnersOf } from "../../../src/papers/openalex/counts/queries.js";
import { countTables, rowsOfTables } from "../../../src/papers/openalex/counts/tables.js";
import { readRefreshable, refreshTables } from "../../../src/papers/refresh/tables.js";
import { validateData } from "../../../src/briefing/tools/data/validate.js";
import { clientFor, filesWith, key, randomFaults, seed, serving } from "./harness.js";
import type { Asked, Fault, ServerSettings } from "./server.js";
import { temporaryFolder } from "../../support/temporary.js";
import { writeFiles } from "../../support/files.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const years = [2019, 2020, 2021];
const meta: CollectionMeta = {
  format: "openalex-counts/1",
  edition: "openalex-2026-11",
  started: "2026-11-26T10:00:00.000Z",
  firstYear: 2019,
  lastYear: 2021,
};

function textOf(root: string, name: string): string {
  const file = path.join(root, "data", `${name}.csv`);
  return existsSync(file) ? readFileSync(file, "utf8") : gunzipSync(readFileSync(`${file}.gz`)).toString();
}

/** Those of the table pairs, and two more: enough to be asked one by one. */
const economies = new Set([
  ...csvParse(textOf(repository, "pairs")).flatMap(({ a = "", b = "" }) => [a, b]),
  "ZA",
  "AD",
  "NA",
]);
const isCounted = (row: Row): boolean =>
  years.includes(Number(row["year"])) &&
  ["a", "b", "economy", "partner"].every((name) => row[name] === undefined || economies.has(row[name]));
const worldPairs = csvParse(textOf(repository, "world-pairs")).filter(isCounted);
const worldInternational = csvParse(textOf(repository, "world-international")).filter(isCounted);

/** What OpenAlex answered when it was asked for a pair the other way round, where that differed. */
const reverse = new Map(
  csvParse(textOf(repository, "pairs"))
    .filter((row) => row["reverse"] !== "")
    .map((row) => [`${row["year"] ?? ""} ${row["b"] ?? ""} ${row["a"] ?? ""}`, Number(row["reverse"])]),
);
const partnersIn = new Map<string, [string, number][]>();
for (const { year = "", a = "", b = "", works } of worldPairs)
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const found = partnersIn.get(`${year} ${one}`) ?? [[one, 99_999]];
    found.push([other, reverse.get(`${year} ${one} ${other}`) ?? Number(works)]);
    partnersIn.set(`${year} ${one}`, found);
  }

type Row = Readonly<Record<string, string | undefined>>;

/** What was counted in 2024, and numbers made up for what was not. */
function groups(query: URLSearchParams): readonly (readonly [string, number])[] {
  const filter = query.get("filter") ?? "";
  const year = /publication_year:(\d+)/.exec(filter)?.[1] ?? "";
  const asked = /countries:([A-Z]{2})/.exec(filter)?.[1];
  if (query.get("group_by") === "publication_year")
    return years.map((each) => [String(each), filter.includes("count:0") ? 300 : 1000] as const);
  if (query.get("group_by") === "primary_topic.field.id")
    return ["17", "22"].map((id) => [`https://openalex.org/fields/${id}`, filter.length] as const);
  const found =
    asked === undefined
      ? worldInternational
          .filter((row) => row["year"] === year)
          .map(({ economy = "", works }) => [economy, Number(works)] as const)
      : (partnersIn.get(`${year} ${asked}`) ?? []);
  return found.map(([code, count]) => [
    `https://openalex.org/countries/${code}`,
    filter.includes("distinct_count:2") ? 7 : filter.includes("distinct_count:>2") ? 5 : count,
  ]);
}

function project(): string {
  const root = temporaryFolder();
  cpSync(path.join(repository, "data"), path.join(root, "data"), { recursive: true });
  writeFiles(root, { "notebooks/references.bib": "" });
  return root;
}

/** Rows as the table had them before, of what was asked for, under the new edition; other sources as they are. */
function expected(name: string): readonly (readonly string[])[] {
  const rows = csvParse(textOf(repository, name));
  const { columns } = rows;
  const written = (row: Row): readonly string[] => columns.map((column) => row[column] ?? "");
  const isOpenAlex = (row: Row): boolean => row["edition"] === "openalex-2024-08";
  return [
    columns,
    ...rows.filter((row) => !isOpenAlex(row)).map(written),
    ...rows
      .filter((row) => isOpenAlex(row) && isCounted(row))
      .map((row) => written({ ...row, edition: meta.edition })),
  ];
}

/** Begun again as long as it is interrupted. */
async function collected(tables: readonly string[], fault?: (asked: Asked) => Fault | undefined) {
  const root = project();
  const folder = path.join(root, "collected", meta.edition);
  const refreshable = await readRefreshable(root);
  const wanted = { ...refreshable.wanted, years, tables: new Set(tables) };
  const server = await serving({ groups, largestPage: 200, ...(fault && { fault }) });
  await beginCollection(folder, meta);
  for (let isDone = false, starts = 1; !isDone; starts++)
    try {
      await collect(clientFor(server), folder, wanted, () => undefined);
      isDone = true;
    } catch (error) {
      if (fault === undefined || starts > 300) throw error;
    }
  return { root, folder, server, wanted, refreshable };
}

async function refreshed(...settings: Parameters<typeof collected>) {
  const all = await collected(...settings);
  return {
    ...all,
    results: await refreshTables(all.refreshable, all.folder, meta, all.wanted, { onFall: () => undefined }),
  };
}

describe("data refresh", () => {
  test("tables are those of 2024 again, new ones are described, and the whole package is valid", async () => {
    const { root, server, folder, wanted, refreshable, results } = await refreshed(countTables);
    expect(results.map(({ name, status }) => `${name} ${status}`)).toEqual([
      "world-pairs updated",
      "world-international updated",
      "pairs updated",
      "flags updated",
      "partners updated",
      "copublications updated",
      "international updated",
      "exact-pairs added",
      "openalex-fields added",
      "country-coverage added",
    ]);
    for (const { name, status } of results)
      if (status === "updated") expect(csvParseRows(textOf(root, name)), name).toEqual(expected(name));
    expect(textOf(root, "country-coverage")).toBe(
      "edition,year,works,withoutCountry\nopenalex-2026-11,2019,1000,300\nopenalex-2026-11,2020,1000,300\nopenalex-2026-11,2021,1000,300\n",
    );
    expect(csvParse(textOf(root, "exact-pairs"))).toContainEqual({
      reporter: "US",
      partner: "CN",
      year: "2020",
      edition: meta.edition,
      exactlyTwo: "7",
      more: "5",
    });
    expect((await validateData(root)).problems.map(describeProblem)).toEqual([]);
    const bib = readFileSync(path.join(root, "notebooks", "references.bib"), "utf8");
    expect(bib).toContain("@misc{openalex202611,");
    expect(filesWith(root, key, encodeURIComponent(key))).toEqual([]);
    // Everything is there: nothing would be asked, and doing it again changes nothing.
    expect(planOf(folder, wanted, codesThatAnswered(folder)).calls).toEqual({ min: 0, max: 0 });
    const calls = server.asked.length;
    await collect(clientFor(server), folder, wanted, () => undefined);
    expect(server.asked.length).toBe(calls);
    const few = new Set(["copublications", "country-coverage"]);
    const again = await refreshTables(refreshable, folder, meta, { ...wanted, tables: few });
    expect(new Set(again.map(({ status }) => status))).toEqual(new Set(["unchanged"]));
  });

  test("counts that look wrong are flagged by the rule of data/README.md", () => {
    const [, ...rows] = csvParseRows(textOf(repository, "pairs"));
    const folder = temporaryFolder();
    const all = [...new Set(rows.map(([, , year]) => Number(year)))];
    const codes = ["KR", "US", "CH"];
    for (const code of codes)
      for (const year of all) {
        const { filter, groupBy, name } = partnersOf(year, code);
        const found = rows
          .filter(([a, b, of]) => Number(of) === year && (a === code || b === code))
          .map(([a, b, , , works]) => ({
            key: a === code ? b : a,
            key_display_name: "",
            count: Number(works),
          }));
        const pages = [{ cursor: "*", date: "", total: 0, groups: found }];
        const answer = gzipSync(JSON.stringify({ filter, group_by: groupBy, pages }));
        writeFiles(folder, { [`answers/${name}.json.gz`]: answer });
      }
    const wanted = { years: all, tables: new Set(["flags"]), pairs: codes, partners: [] };
    const [flags] = rowsOfTables({ folder, edition: "e", wanted, international: [] });
    expect(flags?.rows.map((row) => row.slice(1, 4).join(" "))).toEqual(["CH US 2006", "KR US 2020"]);
  });

  test("interrupted at every twentieth answer, it continues with what is missing", async () => {
    const { server } = await collected(["pairs", "partners"], ({ index }) =>
      index % 20 === 19 ? "budget" : undefined,
    );
    const pages = server.asked
      .filter(({ index }) => index % 20 !== 19)
      .map(({ query }) => ({ filter: query.get("filter"), cursor: query.get("cursor") }));
    // An answer of two pages is whole or is asked for again.
    const onTwoPages = new Set(pages.filter(({ cursor }) => cursor !== "*").map(({ filter }) => filter));
    const filters = pages.map(({ filter }) => filter).filter((filter) => !onTwoPages.has(filter));
    expect(filters.length).toBeGreaterThan(3);
    expect(new Set(filters).size).toBe(filters.length);
  });

  test(`random faults lose no count and double none (TEST_SEED=${seed})`, async () => {
    const { root } = await refreshed(["partners", "copublications"], randomFaults().fault);
    for (const name of ["partners", "copublications"])
      expect(csvParseRows(textOf(root, name)), `seed ${seed}`).toEqual(expected(name));
  });

  test.each([
    ["the partners of China", /^pairs\/2020\/CN/, (filter: string) => filter.endsWith("countries:CN")],
    [
      "the economies of a year",
      /^international\/2020/,
      (filter: string) => filter.includes("publication_year:2020") && filter.includes("count:>1"),
    ],
  ])("a list of %s that is cut short is rejected, and asked again", async (_, name, isCut) => {
    const folder = temporaryFolder();
    const wanted = {
      years: [2020],
      tables: new Set(["pairs", "world-international"]),
      pairs: ["CN", "US", "DE", "AD"],
      partners: [],
    };
    const cutting: ServerSettings["groups"] = (query) =>
      isCut(query.get("filter") ?? "") ? groups(query).slice(0, 3) : groups(query);
    const server = await serving({ groups: cutting, largestPage: 200 });
    const failed = await collect(clientFor(server), folder, wanted, () => undefined).catch(
      (error: unknown) => error as Error,
    );
    expect(failed).toMatchObject({
      name: "OpenAlexError",
      hint: expect.stringContaining("--resume") as string,
    });
    expect((failed as Error).message).toMatch(/^OpenAlex returned only part of the groups of /);
    expect((failed as Error).message.slice("OpenAlex returned only part of the groups of ".length)).toMatch(
      name,
    );
    const good = await serving({ groups, largestPage: 200 });
    await collect(clientFor(good), folder, wanted, () => undefined);
    expect(good.asked).toHaveLength(1);
  });

  test("tables that count far fewer works than the edition before are not written", async () => {
    const { root, folder, wanted, refreshable } = await collected(["world-international"]);
    const before = textOf(root, "world-international");
    await expect(refreshTables(refreshable, folder, meta, wanted)).rejects.toThrow(
      /^The table world-international would count \d+ % fewer works than its edition openalex-2024-08/,
    );
    expect(textOf(root, "world-international")).toBe(before);
    expect(textOf(root, "editions")).toBe(textOf(repository, "editions"));
  });

  test("an economy that the project does not know is named, and nothing is written", async () => {
    const root = project();
    const folder = path.join(root, "collected");
    const refreshable = await readRefreshable(root);
    const wanted = { ...refreshable.wanted, years, tables: new Set(["world-international"]) };
    const server = await serving({ groups: () => [["https://openalex.org/countries/ZZ", 3]] });
    await beginCollection(folder, meta);
    await collect(clientFor(server), folder, wanted, () => undefined);
    const before = textOf(root, "editions");
    await expect(refreshTables(refreshable, folder, meta, wanted)).rejects.toThrow(
      "data/economies.csv lacks: ZZ",
    );
    expect(textOf(root, "editions")).toBe(before);
  });
});

function codesThatAnswered(folder: string): readonly string[] {
  const [first = [], ...others] = years.map((year) => codesIn(folder)(year));
  return first.filter((code) => others.every((codes) => codes.includes(code)));
}
