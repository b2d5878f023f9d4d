/** Checks that a cube matches its cube.json and that its counts are consistent with one another. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Cube, own, plural, sha256, shownPath } from "briefing/commands";
import { readCube, tableFile } from "./cube.js";
import { cubeTables } from "./cube-sql.js";
import { withDuckDb } from "./duckdb.js";
import { allRows, first, literal } from "./engine.js";

const columnsOfYear = [
  "year",
  "works",
  "noCountry",
  "international",
  "joint",
  "panelWorks",
  "panelJoint",
] as const;
type YearOfCube = Readonly<Record<(typeof columnsOfYear)[number], number>>;
export type Checked = Awaited<ReturnType<typeof checkCube>>;

export async function checkCube(
  folder: string,
  engine: { readonly memoryMb: number; readonly threads: number },
) {
  const cube = await readCube(folder);
  const damaged = await damagedTables(folder, cube);
  if (damaged.length > 0) return { cube, faults: damaged, years: [], unknown: [] };
  return withDuckDb({ ...engine, spillFolder: path.join(folder, ".scratch") }, async (connect) => {
    const db = await connect();
    for (const name of Object.keys(cube.tables))
      await db.run(`CREATE VIEW ${name} AS SELECT * FROM read_parquet(${literal(tableFile(folder, name))})`);
    const faults: string[] = [];
    for (const [invariant, violations] of Object.entries(invariants(cube))) {
      const count = Number((await first(db, violations))[0]);
      if (count !== 0) faults.push(`${invariant}: violated in ${plural(count, "cell")}`);
    }
    const codes = await allRows(db, "SELECT code, works FROM unknown_codes ORDER BY works DESC, code");
    const unknown = codes.map(([code, works]) => ({ code: String(code), works: Number(works) }));
    const [a, b] = cube.pair;
    const years = (await allRows(db, coverage(a, b))).map(
      (row) => Object.fromEntries(columnsOfYear.map((name, at) => [name, Number(row[at])])) as YearOfCube,
    );
    return { cube, faults, years, unknown };
  });
}

async function damagedTables(folder: string, cube: Cube): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const name of cubeTables(cube).keys()) {
    const file = tableFile(folder, name);
    const content = await readFile(file).catch(() => undefined);
    if (content === undefined) faults.push(`${shownPath(file)} is missing`);
    else if (sha256(content) !== own(cube.tables, name)?.fileSha256)
      faults.push(`${shownPath(file)} does not match its hash in cube.json`);
  }
  return faults;
}

/** Invariants, each with a query for the number of cells that violate it. */
const invariants = (cube: Cube): Readonly<Record<string, string>> => ({
  ...consistency(""),
  ...consistency("panel_"),
  "the panel is a subset of all works": `SELECT count(*) FROM panel_totals AS p LEFT JOIN totals AS t USING (year, field)
    WHERE t.works IS NULL OR p.works > t.works OR p.international > t.international OR p.links > t.links`,
  "citations are self-citations, citations by unknown authors, or neither":
    "SELECT count(*) FROM citations WHERE self + unknown_authors > citations OR lag NOT BETWEEN 0 AND 2",
  "venues have no more works than their year": `SELECT count(*)
    FROM (SELECT year, sum(works) AS works FROM venues GROUP BY year) AS v
    LEFT JOIN (SELECT year, sum(works) AS works FROM totals GROUP BY year) AS t USING (year)
    WHERE t.works IS NULL OR v.works > t.works`,
  "every work is counted or excluded": `SELECT CAST((SELECT coalesce(sum(works), 0) FROM totals)
    + (SELECT coalesce(sum(works), 0) FROM left_out) <> ${cube.works} AS INTEGER)`,
});

/** Invariants of the tables that count all works, or with a prefix of those that count others. */
function consistency(prefix: "" | "panel_"): Readonly<Record<string, string>> {
  const pairs = `${prefix}pairs`;
  const countries = `${prefix}countries`;
  const totals = `${prefix}totals`;
  const e12 = "1000000000000";
  const perCell = (table: string, column: string): string =>
    `(SELECT year, field, sum(${column}) AS found FROM ${table} GROUP BY year, field)`;
  const cells = (table: string, column: string, wrong: string): string =>
    `SELECT count(*) FROM ${totals} LEFT JOIN ${perCell(table, column)} AS c USING (year, field) WHERE ${wrong}`;
  return {
    [`${pairs} sum up to the links of ${totals}`]: cells(pairs, "whole", "coalesce(found, 0) <> links"),
    [`${countries} sum up to the credits of ${totals}`]: cells(
      countries,
      "whole",
      "coalesce(found, 0) <> credits",
    ),
    [`the fractions of ${countries} sum up to the works with a country, apart from rounding down`]: cells(
      countries,
      "fraction_e12",
      `(works - no_country) * ${e12} - coalesce(found, 0) NOT BETWEEN 0 AND credits`,
    ),
    [`the links of ${pairs} sum up to the international works, apart from rounding down`]: cells(
      pairs,
      "link_e12",
      `international * ${e12} - coalesce(found, 0) NOT BETWEEN 0 AND links`,
    ),
    [`every pair of ${pairs} has two countries and splits into bilateral and multilateral`]: `SELECT count(*)
      FROM ${pairs} WHERE a >= b OR whole <> bilateral + multilateral OR nonhyper > whole OR dual > whole`,
    [`international works in ${countries} are bilateral or multilateral`]: `SELECT count(*) FROM ${countries}
      WHERE international <> bilateral + multilateral OR international > whole OR nonhyper > international`,
    [`a pair of ${pairs} has no more joint works than either country has international ones`]: `SELECT count(*)
      FROM ${pairs} AS p LEFT JOIN ${countries} AS c ON c.year = p.year AND c.field = p.field
        AND c.country IN (p.a, p.b) WHERE c.country IS NULL OR p.whole > c.international`,
    [`bilateral works have one pair in ${pairs} and two countries in ${countries}`]: `SELECT count(*)
      FROM ${perCell(countries, "bilateral")} AS credits
        LEFT JOIN ${perCell(pairs, "bilateral")} AS links USING (year, field)
        WHERE credits.found <> 2 * coalesce(links.found, 0)`,
  };
}

/** The columns of `YearOfCube`. */
const coverage = (a: string, b: string): string => `
SELECT year, works, no_country, international, coalesce(joint, 0), coalesce(panel_works, 0), coalesce(panel_joint, 0)
FROM (SELECT year, sum(works) AS works, sum(no_country) AS no_country, sum(international) AS international FROM totals GROUP BY year)
LEFT JOIN (SELECT year, sum(whole) AS joint FROM pairs WHERE a = least(${literal(a)}, ${literal(b)}) AND b = greatest(${literal(a)}, ${literal(b)}) GROUP BY year) USING (year)
LEFT JOIN (SELECT year, sum(works) AS panel_works FROM panel_totals GROUP BY year) USING (year)
LEFT JOIN (SELECT year, sum(whole) AS panel_joint FROM panel_pairs WHERE a = least(${literal(a)}, ${literal(b)}) AND b = greatest(${literal(a)}, ${literal(b)}) GROUP BY year) USING (year)
ORDER BY year`;
