import type { TopCitedRow } from "../data/rows.js";
import type { PairContext } from "../pair/context.js";
import { newestOf } from "../pair/observation.js";
import * as fmt from "../show/fmt.js";
import { text } from "../show/text.js";
import type { Part, Parts } from "./reading.js";
import { type Output, output } from "./tables.js";
import { capital, cited, namesOf } from "./words.js";

/** The United States and allies that both tables list; which members of the Union are allies no table tells. */
const bloc = ["US", "GB", "JP", "KR", "AU", "CA"];
const union = "EU27";

/** More than so much of the world's most cited articles: concentrated. */
const concentrated = 0.5;

/** Advanced research is still concentrated in the United States and its security allies. */
export function alliesConcentrate(about: PairContext): Parts {
  return [
    topCitedPart(about, {
      reads:
        "With the European Union, they wrote more than half of the world’s most cited 1 % of articles, one measure of advanced research",
      economies: [...bloc, union],
    }),
    topCitedPart(about, {
      reads: "Without the European Union, too, they wrote more than half of them",
      economies: bloc,
    }),
    {
      reads: "So are other kinds of advanced research",
      needs: "patents, instruments or other measures of how advanced research is",
    },
  ];
}

function topCitedPart(
  about: PairContext,
  { reads, economies }: { readonly reads: string; readonly economies: readonly string[] },
): Part {
  const papers = output(about);
  const edition = newestOf(
    about.rows("top-cited").map((row) => row.edition),
    about.rows("editions"),
  );
  const needs = "the share of most cited articles and the output of all of them";
  if (papers === null || edition === undefined) return { reads, needs };
  const rows = about.rows("top-cited").filter((row) => row.edition === edition.edition);
  const years = [...new Set(rows.map(({ year }) => year))].sort((a, b) => a - b);
  const shares = years.flatMap((year) => {
    const own = topShare(rows, papers, economies, year);
    const ofChina = topShare(rows, papers, [about.two.code], year);
    return own === null || ofChina === null ? [] : [{ year, own, china: ofChina }];
  });
  const [first, last] = [shares[0], shares.at(-1)];
  if (first === undefined || last === undefined) return { reads, needs };
  const ofOutput = papers.share("all", economies, last.year);
  const written =
    ofOutput === null
      ? text``
      : text` Of all papers they wrote ${fmt.percent(ofOutput, { digits: 0 })} in ${fmt.year(last.year)}.`;
  return {
    reads,
    holds: last.own > concentrated,
    evidence: text`${capital(namesOf(about, economies))}: ${fmt.percent(last.own, { digits: 0 })} in ${fmt.year(last.year)}, after ${fmt.percent(first.own, { digits: 0 })} in ${fmt.year(first.year)}; China: ${fmt.percent(last.china, { digits: 0 })}, after ${fmt.percent(first.china, { digits: 0 })}, according to ${cited(edition)}.${written}`,
  };
}

/**
 * Share of the world's most cited 1 %: each economy's own percentage of them times its output, over the world's. Both
 * divide an article among the economies of its authors, so that shares add up. Null where a cell is missing.
 */
function topShare(
  rows: readonly TopCitedRow[],
  papers: Output,
  economies: readonly string[],
  year: number,
): number | null {
  const topOf = (economy: string) => {
    const index = rows.find(
      (row) =>
        row.economy === economy &&
        row.year === year &&
        row.field === "all" &&
        row.counting === "fractional" &&
        row.documents === "articles",
    )?.index;
    const own = papers.papers("fractional", "all", economy, year);
    return index === undefined || index === null || own === null ? null : index * own;
  };
  const world = topOf("WORLD");
  const parts = economies.map(topOf);
  return world === null || world === 0 || parts.includes(null)
    ? null
    : parts.reduce<number>((total, part) => total + (part ?? 0), 0) / world;
}
