/** Consistency between tables: shared numbers are equal, and bounds in one are respected by the other. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPackage } from "../../../../src/briefing/authoring/load/data-folder.js";
import { countsBy, root, sum, table } from "./tables.js";

const international = countsBy(table("international"), ["edition", "economy", "year"], (row) => row.works);
const pairs = table("pairs");
const nsfPairs = table("nsf-pairs");
/** Joint papers of two economies in a year of an edition, in either order. */
const mainPairs = new Map(
  table("copublications").map((row) => [keyOf(row, row.reporter, row.partner), row] as const),
);
function keyOf({ edition, year }: { readonly edition: string; readonly year: number }, a: string, b: string) {
  return [edition, year, ...[a, b].sort()].join(" ");
}

describe("a number in two tables is the same", () => {
  test("joint papers of the main pairs and of all pairs, within their bounds", () => {
    let compared = 0;
    for (const row of [...pairs, ...nsfPairs]) {
      const main = mainPairs.get(keyOf(row, row.a, row.b));
      if (main === undefined) continue;
      compared += 1;
      const reverse = ("reverse" in row ? row.reverse : null) ?? row.works;
      expect(Math.max(row.works, reverse), JSON.stringify(row)).toBeGreaterThanOrEqual(main.lower);
      expect(Math.min(row.works, reverse), JSON.stringify(row)).toBeLessThanOrEqual(main.upper);
    }
    expect(compared).toBeGreaterThan(60);
  });

  test("NSF's published shares match those computed from the counts, to the last digit", () => {
    let compared = 0;
    for (const row of table("partner-shares"))
      for (const [economy, printed] of [
        [row.reporter, row.ofReporter],
        [row.partner, row.ofPartner],
      ] as const) {
        const joint = mainPairs.get(keyOf(row, row.reporter, row.partner));
        const whole = international.get(`${row.edition} ${economy} ${row.year}`);
        if (printed === null || joint === undefined || whole === undefined) continue;
        compared += 1;
        expect((100 * joint.lower) / whole, JSON.stringify(row)).toBeLessThan(printed + 0.005 + 1e-9);
        expect((100 * joint.upper) / whole, JSON.stringify(row)).toBeGreaterThan(printed - 0.005 - 1e-9);
      }
    expect(compared).toBe(644);
  });

  test("output of all fields and output by kind of co-authorship", () => {
    const edition = table("output").filter((row) => row.edition === "nsf-2024");
    const totals = countsBy(edition, ["economy", "year"], (row) => row.total);
    const all = table("field-output").filter((row) => row.field === "all" && row.economy !== "EU27");
    expect(all.length).toBe(13 * 20);
    for (const row of all) expect(row.whole).toBe(totals.get(`${row.economy} ${row.year}`));
  });

  test("doctorates in both tables of the survey, whichever edition counted the year", () => {
    const all = countsBy(table("doctorates"), ["citizenship", "year"], (row) => row.all);
    const inBoth = table("stay-intentions").filter((row) => all.has(`${row.citizenship} ${row.year}`));
    expect(inBoth.length).toBeGreaterThan(28);
    for (const row of inBoth) expect(row.doctorates).toBe(all.get(`${row.citizenship} ${row.year}`));
  });
});

describe("complete tables", () => {
  const ofEdition = (edition: string) => nsfPairs.filter((row) => row.edition === edition);
  const ai = table("ai-pairs");
  const coronavirus = table("coronavirus-pairs");
  type Pairs = readonly { readonly a: string; readonly b: string }[];
  test.each<[name: string, economies: number, years: number, rows: Pairs]>([
    ["pairs", 24, 34, pairs],
    ["nsf-2020", 42, 2, ofEdition("nsf-2020")],
    ["nsf-2022", 45, 2, ofEdition("nsf-2022")],
    ["nsf-2024", 46, 2, ofEdition("nsf-2024")],
    ["ai-pairs", 60, 1, ai],
    ["coronavirus-pairs", 50, 1, coronavirus],
  ])("%s: every pair of %d economies in %d years, codes in order", (_, economies, years, rows) => {
    expect(new Set(rows.flatMap((row) => [row.a, row.b])).size).toBe(economies);
    expect(rows.length).toBe(((economies * (economies - 1)) / 2) * years);
    expect(rows.filter((row) => row.a >= row.b)).toEqual([]);
  });

  test("citation index: 16 by 16 economies, 15 fields, two years", () => {
    const own = table("citation-index");
    expect(own.length).toBe(16 * 16 * 15 * 2);
    expect(new Set(own.map((row) => row.citing)).size).toBe(16);
  });

  test("a missing count is never a zero", () => {
    // Eight pairs are published as not available.
    const missing = coronavirus.filter((row) => row.works === null);
    expect(missing.length).toBe(8);
    expect(missing.every((row) => row.precision === null)).toBe(true);
  });
});

test("joint papers do not exceed the international papers of either", () => {
  for (const { a, b, year, edition, works } of [...pairs, ...nsfPairs]) {
    const margins = [a, b].map((code) => international.get(`${edition} ${code} ${year}`) ?? NaN);
    expect(works <= Math.min(...margins), `${edition} ${a} ${b} ${year}`).toBe(true);
  }
});

test("the papers of the fields add up to all papers of the world", () => {
  const world = table("field-output").filter((row) => row.economy === "WORLD");
  for (const all of world.filter((row) => row.field === "all")) {
    const fields = world.filter((row) => row.field !== "all" && row.year === all.year);
    expect(fields.length).toBe(14);
    expect(Math.abs(sum(fields.map((row) => row.whole)) / all.whole - 1)).toBeLessThan(1e-4);
  }
});

test("no fractional count of an economy exceeds its whole count, nor do domestic and international papers exceed all papers", () => {
  for (const row of table("field-output")) expect(row.fractional <= row.whole + 0.5).toBe(true);
  for (const row of table("output")) {
    const abroad = international.get(`${row.edition} ${row.economy} ${row.year}`) ?? NaN;
    expect(row.domestic + abroad <= row.total).toBe(true);
  }
  for (const row of table("doctorates"))
    if (row.scienceEngineering !== null) expect(row.scienceEngineering + (row.other ?? NaN)).toBe(row.all);
});

test("flags are the counts that stand out from both neighbours", () => {
  const counts = countsBy(pairs, ["a", "b", "year"], (row) => row.works);
  const standOut = pairs.filter(({ a, b, year, works }) => {
    const before = counts.get(`${a} ${b} ${year - 1}`) ?? 0;
    const after = counts.get(`${a} ${b} ${year + 1}`) ?? 0;
    return before * after > 0 && works >= 1000 && works >= 1.5 * Math.sqrt(before * after);
  });
  const places = (rows: readonly { readonly a: string; readonly b: string; readonly year: number }[]) =>
    rows.map(({ a, b, year }) => `${a} ${b} ${year}`).sort();
  expect(places(table("flags"))).toEqual(places(standOut));
  expect(places(table("flags"))).toContain("KR US 2020");
});

describe("second-hand data is marked", () => {
  test("only rows of secondary standing may lack a citation", () => {
    for (const row of [...table("funding"), ...table("estimates")])
      expect(row.citation === null, JSON.stringify(row)).toBe(row.standing === "secondary");
    for (const { standing, citation, seenIn, label } of table("events")) {
      expect(seenIn !== null, label).toBe(standing === "secondary");
      expect(citation ?? seenIn, label).not.toBeNull();
    }
    for (const { standing, seenIn, id } of table("findings"))
      expect(seenIn !== null, id).toBe(standing === "second-hand");
  });

  test("an event identifies the acting government by codes of economies", () => {
    const codes = new Set(table("economies").map(({ code }) => code));
    for (const { by, label } of table("events"))
      for (const code of by?.split(" ") ?? []) expect(codes.has(code), `${label}: ${code}`).toBe(true);
  });

  test("numbers seen only on pages that quote others", () => {
    expect(new Set(table("students").map((row) => row.standing))).toEqual(new Set(["secondary"]));
    for (const publisher of ["WIRED", "neurips-us-vs-china", "paperlists", "AI Index 2023"]) {
      const own = table("estimates").filter((row) => row.publisher === publisher);
      expect(new Set(own.map((row) => row.standing)), publisher).toEqual(new Set(["secondary"]));
    }
    expect(table("funding").find((row) => row.item === "partnerships")?.standing).toBe("secondary");
  });

  test("an exact number has one value, an open bound has none", () => {
    for (const row of [...table("funding"), ...table("estimates"), ...table("copublications")]) {
      if (row.precision === "exact") expect(row.upper, JSON.stringify(row)).toBe(row.lower);
      else expect((row.upper ?? Infinity) >= row.lower, JSON.stringify(row)).toBe(true);
    }
  });
});

test("economies: every code is used, names are unique, aggregates are marked", () => {
  const used = new Set<string>();
  const { resources } = readPackage(root).descriptor;
  for (const { name, foreignKeys } of resources) {
    const fields = foreignKeys.filter((key) => key.resource === "economies").flatMap((key) => key.fields);
    if (fields.length === 0) continue;
    for (const row of table(name as "pairs") as unknown as readonly Readonly<Record<string, unknown>>[])
      for (const field of fields) if (typeof row[field] === "string") used.add(row[field]);
  }
  const economies = table("economies");
  expect(economies.map((row) => row.code).filter((code) => !used.has(code))).toEqual([]);
  expect(economies.filter((row) => row.kind === "aggregate").map((row) => row.code)).toEqual([
    "EU27",
    "WORLD",
  ]);
  expect(economies.filter((row) => row.inEu27).length).toBe(27);
  expect(new Set(economies.map((row) => row.name)).size).toBe(economies.length);
  expect(new Set(economies.map((row) => row.short)).size).toBe(economies.length);
});

test("every table has its source, its licence and its section in the README", () => {
  const readme = readFileSync(join(root, "data", "README.md"), "utf8");
  const headings = [...readme.matchAll(/^## (.*?):/gm)].flatMap(([, names = ""]) => names.split(", "));
  const { resources } = JSON.parse(readFileSync(join(root, "data", "datapackage.json"), "utf8")) as {
    readonly resources: readonly Readonly<Record<string, unknown>>[];
  };
  expect(headings.sort()).toEqual(resources.map((resource) => resource["name"]).sort());
  for (const resource of resources)
    expect(resource).toMatchObject({
      title: expect.any(String) as string,
      description: expect.any(String) as string,
      bytes: expect.any(Number) as number,
      hash: expect.stringMatching(/^sha256:/) as string,
      sources: expect.arrayContaining([
        expect.objectContaining({ title: expect.any(String) as string }),
      ]) as unknown,
      licenses: expect.arrayContaining([
        expect.objectContaining({ name: expect.any(String) as string }),
      ]) as unknown,
    });
});
