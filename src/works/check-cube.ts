/** Checks that a cube matches its cube.json and that its counts are consistent with one another. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { sha256 } from "../lib/hash.js";
import { quoted } from "../lib/quoted.js";
import { own } from "../lib/own.js";
import { plural } from "../lib/plural.js";
import { shownPath } from "../lib/shown-path.js";
import type { Cube } from "../model/cube.js";
import { readCube, tableFile } from "./cube.js";
import { cubeTables } from "./cube-sql.js";
import { withDuckDb } from "./duckdb.js";
import { literal, type Engine } from "./engine.js";

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

export interface Checked {
  readonly cube: Cube;
  readonly faults: readonly string[];
  readonly years: readonly YearOfCube[];
}

export async function checkCube(
  folder: string,
  engine: { readonly memoryMb: number; readonly threads: number },
): Promise<Checked> {
  const cube = await readCube(folder);
  const damaged = await damagedTables(folder, cube);
  if (damaged.length > 0) return { cube, faults: damaged, years: [] };
  return withDuckDb({ ...engine, spillFolder: path.join(folder, ".scratch") }, async (connect) => {
    const db = await connect();
    for (const name of Object.keys(cube.tables))
      await db.run(`CREATE VIEW ${name} AS SELECT * FROM read_parquet(${literal(tableFile(folder, name))})`);
    const faults: string[] = [];
    for (const [invariant, violations] of invariants(cube)) {
      const found = await numbersOf(db, violations);
      if (found.some(([count]) => count !== 0))
        faults.push(`${invariant}: violated in ${plural(found[0]?.[0] ?? 0, "cell")}`);
    }
    const unknown = await unknownCountries(db);
    if (unknown.length > 0)
      faults.push(`countries are ISO 3166 codes: invalid are ${unknown.map(quoted).join(", ")}`);
    const [a, b] = cube.pair;
    const rows = await numbersOf(db, coverage(a, b));
    const years = rows.map(
      (row) => Object.fromEntries(columnsOfYear.map((name, index) => [name, row[index]])) as YearOfCube,
    );
    return { cube, faults, years };
  });
}

/** ISO 3166, plus XK, OpenAlex's code for Kosovo. */
const countryCodes = new Set(
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
  CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
  FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
  JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
  MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
  PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
  TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK`.split(/\s+/),
);

async function unknownCountries(engine: Engine): Promise<readonly string[]> {
  const unknown: string[] = [];
  for await (const [code] of engine.rows("SELECT DISTINCT country FROM countries ORDER BY country"))
    if (!countryCodes.has(String(code))) unknown.push(String(code));
  return unknown;
}

async function numbersOf(engine: Engine, sql: string): Promise<readonly (readonly number[])[]> {
  const rows: number[][] = [];
  for await (const row of engine.rows(sql)) rows.push(row.map(Number));
  return rows;
}

async function damagedTables(folder: string, cube: Cube): Promise<readonly string[]> {
  const faults: string[] = [];
  const { pair, years, panel } = cube;
  const names = [...cubeTables({ pair, years, panel }).keys()];
  for (const name of names) {
    const file = tableFile(folder, name);
    const content = await readFile(file).catch(() => undefined);
    if (content === undefined) faults.push(`${shownPath(file)} is missing`);
    else if (sha256(content) !== own(cube.tables, name)?.fileSha256)
      faults.push(`${shownPath(file)} does not match its hash in cube.json`);
  }
  return faults;
}

/** Invariants, each with a query for the number of cells that violate it. */
const invariants = (cube: Cube): ReadonlyMap<string, string> => {
  const e12 = "1000000000000";
  const perCell = (table: string, columns: string): string =>
    `(SELECT year, field, ${columns} FROM ${table} GROUP BY year, field)`;
  const both = (counts: string, wrong: string, prefix = ""): string =>
    `SELECT count(*) FROM ${prefix}totals LEFT JOIN ${counts} AS c USING (year, field) WHERE ${wrong}`;
  const counting = (prefix: string): readonly (readonly [string, string])[] => [
    [
      `${prefix}pairs sum up to the links of ${prefix}totals`,
      both(perCell(`${prefix}pairs`, "sum(whole) AS whole"), "coalesce(whole, 0) <> links", prefix),
    ],
    [
      `${prefix}countries sum up to the credits of ${prefix}totals`,
      both(perCell(`${prefix}countries`, "sum(whole) AS whole"), "coalesce(whole, 0) <> credits", prefix),
    ],
    [
      `the fractions of ${prefix}countries sum up to the works with a country, apart from rounding down`,
      both(
        perCell(`${prefix}countries`, "sum(fraction_e12) AS part"),
        `(works - no_country) * ${e12} - coalesce(part, 0) NOT BETWEEN 0 AND credits`,
        prefix,
      ),
    ],
    [
      `the links of ${prefix}pairs sum up to the international works, apart from rounding down`,
      both(
        perCell(`${prefix}pairs`, "sum(link_e12) AS part"),
        `international * ${e12} - coalesce(part, 0) NOT BETWEEN 0 AND links`,
        prefix,
      ),
    ],
    [
      `every pair of ${prefix}pairs has two countries and splits into bilateral and multilateral`,
      `SELECT count(*) FROM ${prefix}pairs WHERE a >= b OR whole <> bilateral + multilateral OR nonhyper > whole OR dual > whole`,
    ],
    [
      `international works in ${prefix}countries are bilateral or multilateral`,
      `SELECT count(*) FROM ${prefix}countries WHERE international <> bilateral + multilateral OR international > whole OR nonhyper > international`,
    ],
    [
      `a pair of ${prefix}pairs has no more joint works than either country has international ones`,
      `SELECT count(*) FROM ${prefix}pairs AS p LEFT JOIN ${prefix}countries AS c ON c.year = p.year AND c.field = p.field
        AND c.country IN (p.a, p.b) WHERE c.country IS NULL OR p.whole > c.international`,
    ],
    [
      `bilateral works have one pair in ${prefix}pairs and two countries in ${prefix}countries`,
      `SELECT count(*) FROM ${perCell(`${prefix}countries`, "sum(bilateral) AS credits")} AS c
        LEFT JOIN ${perCell(`${prefix}pairs`, "sum(bilateral) AS links")} AS p USING (year, field) WHERE credits <> 2 * coalesce(links, 0)`,
    ],
  ];
  return new Map([
    ...counting(""),
    ...counting("panel_"),
    [
      "the panel is a subset of all works",
      `SELECT count(*) FROM panel_totals AS p LEFT JOIN totals AS t USING (year, field)
        WHERE t.works IS NULL OR p.works > t.works OR p.international > t.international OR p.links > t.links`,
    ],
    [
      "citations are self-citations, citations by unknown authors, or neither",
      "SELECT count(*) FROM citations WHERE self + unknown_authors > citations OR lag NOT BETWEEN 0 AND 2",
    ],
    [
      "venues have no more works than their year",
      `SELECT count(*) FROM (SELECT year, sum(works) AS works FROM venues GROUP BY year) AS v
        LEFT JOIN (SELECT year, sum(works) AS works FROM totals GROUP BY year) AS t USING (year) WHERE t.works IS NULL OR v.works > t.works`,
    ],
    [
      "every work is counted or excluded",
      `SELECT CAST((SELECT coalesce(sum(works), 0) FROM totals) + (SELECT coalesce(sum(works), 0) FROM left_out) <> ${cube.works} AS INTEGER)`,
    ],
  ]);
};

/** The columns of `YearOfCube`. */
const coverage = (a: string, b: string): string => `
SELECT year, works, no_country, international, coalesce(joint, 0), coalesce(panel_works, 0), coalesce(panel_joint, 0)
FROM (SELECT year, sum(works) AS works, sum(no_country) AS no_country, sum(international) AS international FROM totals GROUP BY year)
LEFT JOIN (SELECT year, sum(whole) AS joint FROM pairs WHERE a = least(${literal(a)}, ${literal(b)}) AND b = greatest(${literal(a)}, ${literal(b)}) GROUP BY year) USING (year)
LEFT JOIN (SELECT year, sum(works) AS panel_works FROM panel_totals GROUP BY year) USING (year)
LEFT JOIN (SELECT year, sum(whole) AS panel_joint FROM panel_pairs WHERE a = least(${literal(a)}, ${literal(b)}) AND b = greatest(${literal(a)}, ${literal(b)}) GROUP BY year) USING (year)
ORDER BY year`;
