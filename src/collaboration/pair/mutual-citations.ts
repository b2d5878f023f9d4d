/** How readily countries cite each other, allowing for size: the published indices themselves, not their odds ratios. */
import { MissingDataError } from "../indicators/errors.js";
import { median } from "../indicators/statistics.js";
import { samePair } from "../verdict/index.js";
import type { citationsAmongPairs } from "./citations.js";
import type { PairContext } from "./context.js";
import { lookup } from "./joint-counts.js";

type Years = Pick<ReturnType<typeof citationsAmongPairs>, "before" | "after">;

/**
 * The mutual index of every pair of countries in all fields together, in two years.
 *
 * Formula: √(I_xy·I_yx), with I_xy the share of y in the citations that x gives over the share of y in all articles.
 * Unit: none; 1 = each cites the other as its size would give. Range: 0–∞. Pairs that lack an index in one of the years
 * are left out. Throws if the two are among them.
 */
export function mutualCitations(about: Pick<PairContext, "one" | "two" | "rows">, years: Years) {
  const field = allFields(about);
  const rows = about.rows("citation-index", { field });
  const indices = lookup(rows, ["citing", "cited", "year", "edition"]);
  const economies = [...new Set(rows.map(({ citing }) => citing))].sort();
  const indexOf = (citing: string, cited: string, at: Years["before"]) =>
    indices({ citing, cited, year: at.year, edition: at.edition })?.index ?? null;
  const pairs = economies.flatMap((a, place) =>
    economies.slice(place + 1).flatMap((b) => {
      const then = mutual(indexOf(a, b, years.before), indexOf(b, a, years.before));
      const now = mutual(indexOf(a, b, years.after), indexOf(b, a, years.after));
      return then === null || now === null
        ? []
        : {
            a,
            b,
            before: then.both,
            after: now.both,
            change: now.both / then.both - 1,
            aToB: now.forth,
            bToA: now.back,
          };
    }),
  );
  const own = pairs.find(({ a, b }) => samePair([a, b], [about.one.code, about.two.code]));
  if (own === undefined)
    throw new MissingDataError(
      `data/citation-index.csv lacks an index of ${about.one.code} and ${about.two.code} in ${years.before.year} or ${years.after.year}`,
    );
  return {
    pairs,
    own,
    /** The index with which the first of the two cites the second, and back, in the last year. */
    oneToTwo: indexOf(about.one.code, about.two.code, years.after) ?? NaN,
    twoToOne: indexOf(about.two.code, about.one.code, years.after) ?? NaN,
    medianIndex: median(pairs.map(({ after }) => after)),
    medianChange: median(pairs.map(({ change }) => change)),
    /** Pairs that cite each other less readily than the two. */
    below: pairs.filter(({ after }) => after < own.after).length,
    /** Pairs of which both cite the other less than its size would give. */
    lessThanSize: pairs.filter(({ aToB, bToA }) => aToB < 1 && bToA < 1).length,
  };
}

function mutual(forth: number | null, back: number | null) {
  if (forth === null || back === null || forth * back === 0) return null;
  return { forth, back, both: Math.sqrt(forth * back) };
}

/**
 * The share of a country’s own papers in the citations that it gives, in one year: largest first.
 *
 * Formula: I_xx · n_x/n_world, with fractional counts of the articles of some years: those that the citations of the year
 * go to, which the source does not name. Unit: fraction. Countries without a published output in one of the years are left out: an index
 * cannot exceed one over that share, so it says little without it.
 */
export function ownCitationShares(
  about: Pick<PairContext, "rows" | "newestRows">,
  at: Years["before"],
  { from = at.year, to = at.year }: { readonly from?: number; readonly to?: number } = {},
) {
  const field = allFields(about);
  const output = about.newestRows("field-output", { field }).filter(({ year }) => year >= from && year <= to);
  const yearsOf = (wanted: string) => output.filter(({ economy }) => economy === wanted);
  const articlesIn = (rows: typeof output) => rows.reduce((sum, row) => sum + row.fractional, 0);
  const ofWorld = yearsOf("WORLD");
  const world = articlesIn(ofWorld);
  if (world === 0)
    throw new MissingDataError(
      `data/field-output.csv has no output of the world in ${from === to ? from : `${from} to ${to}`}`,
    );
  return ownIndices(about, at)
    .flatMap(({ economy, index }) => {
      const own = yearsOf(economy);
      const papers = articlesIn(own);
      // A country without one of the years would seem smaller than it is.
      if (papers === 0 || own.length < ofWorld.length) return [];
      const ofOutput = papers / world;
      return { economy, index, ofOutput, share: index * ofOutput };
    })
    .sort((a, b) => b.share - a.share);
}

/** How readily each country cites its own papers, allowing for its size, in one year: lowest index first. */
export function ownIndices(about: Pick<PairContext, "rows">, at: Years["before"]) {
  return about
    .rows("citation-index", { field: allFields(about), year: at.year, edition: at.edition })
    .filter(({ citing, cited }) => citing === cited)
    .map(({ citing, index }) => ({ economy: citing, index }))
    .sort((a, b) => a.index - b.index);
}

function allFields({ rows }: Pick<PairContext, "rows">): string {
  return rows("fields").find(({ aggregate }) => aggregate)?.field ?? "all";
}
