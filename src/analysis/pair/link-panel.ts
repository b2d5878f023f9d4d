import { links, type LinkRow, type LinkTable } from "../indicators/affinity.js";
import { AnalysisError } from "../indicators/errors.js";
import type { PairsRow } from "../rows.js";
import type { Interval } from "../../model/measure.js";
import { worksOf } from "./joint-counts.js";
import { about } from "./year-error.js";

/** All links between the economies of a closed set in one year of one edition. */
export interface LinkYear {
  readonly edition: string;
  readonly year: number;
  readonly economies: readonly string[];
  /** Links at the midpoint of what is known of each pair, at the least and at the most. */
  readonly middle: LinkTable;
  readonly least: LinkTable;
  readonly most: LinkTable;
  /** For each pair that is not known exactly: the table with that pair alone at its least, and at its most. */
  readonly oneAtATime: readonly (readonly [LinkTable, LinkTable])[];
}

interface Links {
  readonly x: string;
  readonly y: string;
  readonly papers: Interval;
}

/**
 * The table of pairs as one table of links a year and edition.
 *
 * Every pair must be there in every year: an index on links compares with all others, and one pair fewer would change
 * all of them. A missing pair, and a year with other economies than the rest of its edition, throw with the year.
 */
export function linkPanel(rows: readonly PairsRow[]): readonly LinkYear[] {
  const groups = new Map<string, PairsRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.edition, row.year]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const panel = [...groups.values()]
    .map(linkYear)
    .sort((a, b) => (a.edition === b.edition ? a.year - b.year : a.edition < b.edition ? -1 : 1));
  panel.forEach(sameEconomies);
  return panel;
}

function linkYear(rows: readonly PairsRow[]): LinkYear {
  const { edition, year } = rows[0] as PairsRow;
  const pairs = rows.map((row) => ({ x: row.a, y: row.b, papers: worksOf(row) }));
  const tableOf = (papersOf: (pair: Links) => number): LinkTable =>
    tableOfYear(
      pairs.map((pair) => ({ x: pair.x, y: pair.y, papers: papersOf(pair) })),
      `${year} (${edition})`,
    );
  const middle = tableOf(midpoint);
  const uncertain = pairs.filter(({ papers }) => papers.lower < papers.upper);
  if (uncertain.length === 0)
    return {
      edition,
      year,
      economies: middle.economies,
      middle,
      least: middle,
      most: middle,
      oneAtATime: [],
    };
  return {
    edition,
    year,
    economies: middle.economies,
    middle,
    least: tableOf(({ papers }) => papers.lower),
    most: tableOf(({ papers }) => papers.upper),
    oneAtATime: uncertain.map((one) => [
      tableOf((pair) => (pair === one ? pair.papers.lower : midpoint(pair))),
      tableOf((pair) => (pair === one ? pair.papers.upper : midpoint(pair))),
    ]),
  };
}

function midpoint({ papers: { lower, upper } }: Links): number {
  return (lower + upper) / 2;
}

function tableOfYear(rows: readonly LinkRow[], when: string): LinkTable {
  return about(
    `the table pairs in ${when}`,
    "Every pair of the panel must have a count in every year, a zero where there is none.",
    () => links(rows),
  );
}

function sameEconomies(one: LinkYear, index: number, panel: readonly LinkYear[]): void {
  const before = panel[index - 1];
  if (before?.edition !== one.edition || before.economies.join() === one.economies.join()) return;
  const differing = [...before.economies, ...one.economies].filter(
    (economy) => before.economies.includes(economy) !== one.economies.includes(economy),
  );
  throw new AnalysisError(
    `pair: the panel of ${one.edition} has other economies in ${one.year} than in ${before.year}: ${differing.join(", ")}`,
    { hint: "An index on links compares with all others: keep the same economies in every year." },
  );
}
