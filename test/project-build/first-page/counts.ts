/** Joint papers and international papers as the tables print them. */
import { nsf, numberIn, openalex, rowsWith, rowWith, sumOf, table } from "./tables.js";

export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** Joint papers of the United States with a partner. NSF prints some as shares: then they are known within bounds. */
export function joint(edition: string, year: number, partner = "CN"): Bounds {
  const row = rowWith("copublications", { edition, reporter: "US", partner, year });
  return { lower: numberIn(row, "lower"), upper: numberIn(row, "upper") };
}

export const middle = ({ lower, upper }: Bounds): number => (lower + upper) / 2;

export const international = (edition: string, economy: string, year: number): number =>
  numberIn(rowWith("international", { edition, economy, year }), "works");

/** The years in which a source counts the joint papers of the two. */
export const yearsOf = (edition: string): readonly number[] =>
  rowsWith("copublications", { edition, reporter: "US", partner: "CN" })
    .map((row) => numberIn(row, "year"))
    .sort((a, b) => a - b);

/** When an edition was collected, in months since year zero. */
function collectedIn(edition: string): number {
  const [year, month] = (rowWith("editions", { edition }).collected ?? "").split("-");
  return 12 * Number(year) + Number(month);
}

/** A year is complete if it was counted twelve months or more after its last month. */
export const completeAfterMonths = 12;
export const isComplete = (edition: string, year: number): boolean =>
  collectedIn(edition) - (12 * year + 12) >= completeAfterMonths;

/** Years that both sources count, and the last complete one of them. */
export const commonYears = yearsOf(nsf).filter((year) => yearsOf(openalex).includes(year));
const completeInBoth = commonYears.filter((year) => isComplete(nsf, year) && isComplete(openalex, year));
export const last = Math.max(...completeInBoth);
export const before = Math.max(...completeInBoth.filter((year) => year < last));
export const early = Math.min(...commonYears.filter((year) => year > last));

/** Growth of joint papers with every American partner that NSF lists; and, in OpenAlex, with every large one. */
export const nsfGrowth = (from: number, to: number): ReadonlyMap<string, number> =>
  new Map(
    rowsWith("copublications", { edition: nsf, reporter: "US", year: to }).map(({ partner = "" }) => [
      partner,
      middle(joint(nsf, to, partner)) / middle(joint(nsf, from, partner)) - 1,
    ]),
  );

export function openalexGrowth(from: number, to: number, atLeast: number): ReadonlyMap<string, number> {
  const works = (year: number) =>
    new Map(
      rowsWith("partners", { edition: openalex, reporter: "US", year }).map((row) => [
        row.partner ?? "",
        numberIn(row, "works"),
      ]),
    );
  const then = works(from);
  const now = works(to);
  return new Map(
    [...then]
      .filter(([, papers]) => papers >= atLeast)
      .map(([partner, papers]) => [partner, (now.get(partner) ?? NaN) / papers - 1]),
  );
}

/** All international papers in OpenAlex, economy by economy: a paper counts once for each. */
export const openalexInternational = (year: number): number =>
  sumOf(rowsWith("world-international", { edition: openalex, year }).map((row) => numberIn(row, "works")));

/** The share of an economy’s international papers that has an author in the United States. */
export function americanShare(edition: string, partner: string, year: number): Bounds {
  const papers = joint(edition, year, partner);
  const whole = international(edition, partner, year);
  return { lower: papers.lower / whole, upper: papers.upper / whole };
}

/** The share of papers with an author abroad: China’s, America’s or the world’s, in NSF’s tables. */
export const abroad = (economy: string, year: number): number =>
  international(nsf, economy, year) / numberIn(rowWith("output", { edition: nsf, economy, year }), "total");

export const editionsOf = (source: string): readonly string[] =>
  table("editions")
    .filter((row) => row.source === source)
    .map(({ edition = "" }) => edition);
