import type { TopCitedRow } from "../data/rows.js";
import type { PairContext } from "../pair/context.js";
import { newestOf } from "../pair/observation.js";
import * as fmt from "../show/fmt.js";
import { text } from "../show/text.js";
import type { RichText } from "../model/value.js";
import type { Part, Parts } from "./reading.js";
import { type Output, output } from "./tables.js";
import { capital, cited, namesOf } from "./words.js";

/** The United States and its allies, as far as both tables list them; the Union stands for its members. */
const bloc = ["US", "EU27", "GB", "JP", "KR", "AU", "CA"];

/** More than so much of the world's most cited articles: concentrated. */
const concentrated = 0.5;

/** Advanced research is still concentrated in the United States and its security allies. */
export function alliesConcentrate(about: PairContext): Parts {
  return [
    topCitedPart(about),
    {
      reads: "So are other kinds of advanced research",
      needs: "patents, instruments or other measures of how advanced research is",
    },
  ];
}

function topCitedPart(about: PairContext): Part {
  const reads =
    "They wrote more than half of the world’s most cited 1 % of articles, one measure of advanced research";
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
    const ofBloc = topShare(rows, papers, bloc, year);
    const ofChina = topShare(rows, papers, [about.two.code], year);
    return ofBloc === null || ofChina === null ? [] : [{ year, bloc: ofBloc, china: ofChina }];
  });
  const [first, last] = [shares[0], shares.at(-1)];
  if (first === undefined || last === undefined) return { reads, needs };
  const withoutUnion = topShare(
    rows,
    papers,
    bloc.filter((code) => code !== "EU27"),
    last.year,
  );
  const members =
    withoutUnion === null
      ? text``
      : text`, and without the Union it is ${fmt.percent(withoutUnion, { digits: 0 })}`;
  return {
    reads,
    holds: last.bloc > concentrated,
    evidence: text`${capital(namesOf(about, bloc))}: ${fmt.percent(last.bloc, { digits: 0 })} in ${fmt.year(last.year)}, after ${fmt.percent(first.bloc, { digits: 0 })} in ${fmt.year(first.year)}; China: ${fmt.percent(last.china, { digits: 0 })}, after ${fmt.percent(first.china, { digits: 0 })}, according to ${cited(edition)}. Of all papers they wrote ${outputWords(papers, bloc, last.year)} in ${fmt.year(last.year)}. Not every member of the Union is an ally${members}.`,
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

function outputWords(papers: Output, economies: readonly string[], year: number): RichText {
  const share = papers.share("all", economies, year);
  return share === null ? text`a part that the tables lack` : text`${fmt.percent(share, { digits: 0 })}`;
}
