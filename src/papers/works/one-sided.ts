/**
 * Rejects files that were chosen by the countries of the pair. If all papers are of one of the two, R is 1 by identity;
 * if all papers of one of the two are joint, it depends on the other one alone.
 */
import type { Cube } from "briefing/commands";
import { first, literal, type Engine } from "./engine.js";
import { WorksError } from "./errors.js";

/** @param tableOf the SQL that reads a table of the cube */
export async function rejectOneSided(
  engine: Engine,
  [a, b]: Cube["pair"],
  tableOf: (table: string) => string,
): Promise<void> {
  const ofCountry = (code: string): string =>
    `(SELECT year, sum(international) AS papers FROM ${tableOf("countries")} WHERE country = ${literal(code)} GROUP BY year)`;
  const [years, ...counts] = await first(
    engine,
    `SELECT count(*), count(*) FILTER (WHERE x = world), count(*) FILTER (WHERE y = world),
      count(*) FILTER (WHERE x > 0 AND x = joint), count(*) FILTER (WHERE y > 0 AND y = joint)
    FROM (SELECT year, world, coalesce(joint, 0) AS joint, coalesce(ofA.papers, 0) AS x, coalesce(ofB.papers, 0) AS y
      FROM (SELECT year, sum(international) AS world FROM ${tableOf("totals")} GROUP BY year HAVING sum(international) > 0)
      LEFT JOIN (SELECT year, sum(whole) AS joint FROM ${tableOf("pairs")}
        WHERE a = ${literal(a)} AND b = ${literal(b)} GROUP BY year) USING (year)
      LEFT JOIN ${ofCountry(a)} AS ofA USING (year) LEFT JOIN ${ofCountry(b)} AS ofB USING (year)) AS byYear`,
  );
  const inAll = counts.map((count) => Number(years) > 0 && Number(count) === Number(years));
  const reasons = [
    `every international paper has an author in ${a}`,
    `every international paper has an author in ${b}`,
    `every international paper of ${a} is joint with ${b}`,
    `every international paper of ${b} is joint with ${a}`,
  ];
  const found = reasons.find((_, at) => inAll[at] === true);
  if (found !== undefined)
    throw new WorksError(
      `These works say nothing about ${a} and ${b}: ${found}, in every year, so that nothing shows how much the two work with others.`,
      {
        hint: "Count the international papers of all countries: countries_distinct_count:>1, without a filter for a country. For another pair, use --pair.",
      },
    );
}
