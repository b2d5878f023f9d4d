/** The shipped tables with the joint papers of the United States and China altered, as a reviewer might. */
import { readFileSync } from "node:fs";
import type { PairTables } from "../../../src/collaboration/pair/joint-counts.js";
import { evidenceOf } from "../../../src/collaboration/pair/evidence.js";
import type { PairsRow, WorldPairsRow } from "../../../src/collaboration/rows.js";
import { verdict } from "../../../src/collaboration/index.js";
import { table } from "../../briefing/authoring/load/tables.js";
import { changed } from "../changed.js";
import { panelOfRows, shipped } from "./rows.js";

export const world = { ...shipped, "world-pairs": table("world-pairs") };
/** Tables that the rule reads. */
export interface Tables extends Required<PairTables> {
  readonly pairs: readonly PairsRow[];
  readonly "world-pairs": readonly WorldPairsRow[];
}

/** The rule's evidence about a pair in these tables. */
export function verdictEvidence(
  x: string,
  y: string,
  tables: PairTables & Partial<Pick<Tables, "world-pairs">>,
): verdict.Evidence {
  return evidenceOf([x, y], tables, rule, [
    panelOfRows(tables["world-pairs"] ?? [], tables.editions, "world"),
    panelOfRows(tables.pairs ?? [], tables.editions, "listed"),
  ]);
}

export const rule = verdict.readRule(
  JSON.parse(readFileSync(new URL("../../../data/verdict-rule.json", import.meta.url), "utf8")),
);

const isPair = (a: string, b: string) => (a === "US" && b === "CN") || (a === "CN" && b === "US");

/** Whether the works of both, and of the world, change by the same papers. */
type Totals = "changed by the same papers" | "as they were";

/** Joint papers of every year selected by `years`, multiplied by a factor. */
export function withJoint(
  factor: number,
  {
    years = (year) => year > 2017,
    totals = "changed by the same papers",
    tables = world,
  }: {
    readonly years?: (year: number) => boolean;
    readonly totals?: Totals;
    readonly tables?: Tables;
  } = {},
): Tables {
  const times = (year: number) => (years(year) ? factor : 1);
  const scaled = <Row extends { a: string; b: string; year: number; works: number }>(row: Row): Row =>
    isPair(row.a, row.b) ? { ...row, works: row.works * times(row.year) } : row;
  const joint = new Map(
    tables.copublications
      .filter((row) => isPair(row.reporter, row.partner))
      .map((row) => [`${row.edition} ${row.year}`, (row.lower + row.upper) / 2]),
  );
  return {
    ...tables,
    copublications: changed(
      tables.copublications,
      ({ reporter, partner }) => isPair(reporter, partner),
      ({ year, lower, upper }) => ({ lower: lower * times(year), upper: upper * times(year) }),
    ),
    "nsf-pairs": tables["nsf-pairs"].map(scaled),
    pairs: tables.pairs.map(scaled),
    "world-pairs": tables["world-pairs"].map(scaled),
    international: changed(
      tables.international,
      ({ economy }) => totals !== "as they were" && ["US", "CN", "WORLD"].includes(economy),
      ({ works, year, edition }) => ({
        works: works + (times(year) - 1) * (joint.get(`${edition} ${year}`) ?? 0),
      }),
    ),
  };
}
