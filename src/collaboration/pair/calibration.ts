/** How much two sources differ about other pairs, as a benchmark for their agreement about one pair. */
import { observedToExpected } from "../indicators/affinity.js";
import { MissingDataError } from "../indicators/errors.js";
import { midpoint, spread, unrecorded } from "briefing/analysis";
import { median } from "../indicators/statistics.js";
import type { YearStatus } from "../verdict/index.js";
import { linksOf, propensityIn, yearOfLinks } from "../verdict/series.js";
import type { RatioQuestion } from "../verdict/works-ratio.js";
import type { PairContext } from "./context.js";
import { relativeTo } from "./courses.js";
import { sizedCounts } from "./evidence.js";
import { codesOf } from "./joint-counts.js";
import { partnerIn } from "./partner-lists.js";
import { isCloser } from "./partner-ratios.js";
import { againstBaseline } from "./ratios.js";

type Facts = Pick<PairContext, "one" | "two" | "rule" | "panelIfAny" | "assessment" | "rows">;

/** Compares the pair with other pairs. Throws if the pair, or every other pair, cannot be computed in both sources. */
export function agreement(about: Facts, given: RatioQuestion) {
  const own = againstBaseline(about.assessment, given.year);
  const papers = about.rule.series.find(({ counted }) => counted === "papers");
  const all = calibration(about, given);
  if (papers === undefined || all.length === 0)
    throw new MissingDataError(
      `agreement: no other pair of ${about.one.code} can be computed in both sources in ${given.year}`,
    );
  const here = all.map(({ series }) => Math.abs(own.ratio(series.id) / own.ratio(papers.id) - 1));
  const above = all.map(
    ({ pairs }) => median(pairs.map((one) => one.papers)) / median(pairs.map(({ links }) => links)) - 1,
  );
  return {
    /** Median of other pairs on papers over that on links, minus one: lowest and highest over the series on links. */
    papersAbove: spread(above),
    /** Smallest and largest |links/papers − 1| of the pair itself, over the series on links. */
    here: spread(here),
    /** Medians of |links/papers − 1| over other pairs, one per series on links. */
    others: spread(all.map((one) => one.median)),
  };
}

/**
 * For each series on links: the propensity of the first economy with every other that the source on papers lists year by
 * year, relative to the baseline, as counted by that source and in links; and the median of |links/papers − 1|.
 *
 * Unit: fraction. Range: 0–∞. Undefined: pairs that lack one of the years in one source are omitted, and so are series
 * without pairs.
 */
function calibration(about: Facts, given: RatioQuestion) {
  const onPapers = partnerRatios(about, given).filter(
    ({ partner, year, ratio }) => year === given.year && partner !== about.two.code && ratio !== 0,
  );
  return about.rule.series.flatMap((series) => {
    if (series.counted === "papers") return [];
    const panel = about.panelIfAny(series.panel);
    const pairs = onPapers.flatMap(({ partner, ratio: papers }) => {
      const points = [given.year, ...given.baseline].flatMap((year) => {
        const one = panel?.at(year);
        const codes = [about.one.code, partner] as const;
        if (one === undefined || !codes.every((code) => one.table.economies.includes(code))) return [];
        return [{ year, value: propensityIn(yearOfLinks(linksOf(one), codes, series.measure)) }];
      });
      const links = relativeTo(points, given);
      return links === null ? [] : [{ papers, links }];
    });
    const apart = pairs.map(({ papers, links }) => Math.abs(links / papers - 1));
    return pairs.length === 0 ? [] : [{ series, pairs, median: median(apart) }];
  });
}

/** Propensity of the first economy with one partner in one year, relative to the baseline, in the source on papers. */
export interface PartnerYear {
  readonly partner: string;
  readonly year: number;
  readonly status: YearStatus;
  readonly ratio: number;
  /** Joint papers; the midpoint if the count is known between bounds. */
  readonly joint: number;
}

/**
 * Propensity of the first economy with every partner that the source on papers lists year by year, including the second
 * economy, in every year of the source; sorted by partner. Partners without a baseline are omitted.
 */
export function partnerRatios(
  about: Pick<Facts, "one" | "rule" | "rows">,
  { baseline }: Pick<RatioQuestion, "baseline">,
): readonly PartnerYear[] {
  const { code } = about.one;
  const source = about.rule.series.find(({ counted }) => counted === "papers")?.source ?? "";
  const sized = unrecorded(() => sizedPartners(about, source));
  const edition = [...new Set(sized.flatMap(({ rows }) => rows.map((row) => row.edition)))];
  if (edition.length === 0) return [];
  // The rows that reached the ratios: those of other editions and sources were only looked at.
  about.rows("copublications", { edition, reporter: code });
  about.rows("international", { edition, economy: [code, "WORLD", ...sized.map(({ partner }) => partner)] });
  return sized.flatMap(({ partner, rows }) => {
    const points = rows.map(({ year, joint, x, y, world }) => ({
      year,
      value: observedToExpected({ universe: "papers", joint, x, y, total: world }).value,
    }));
    return rows.flatMap(({ year, status, joint }) => {
      const ratio = relativeTo(points, { year, baseline });
      return ratio === null ? [] : [{ partner, year, status, ratio, joint: midpoint(joint) }];
    });
  });
}

/** The counts of the first economy with every partner, and of both, in the newest edition of a source that has them. */
function sizedPartners({ one: { code }, rows }: Pick<Facts, "one" | "rows">, source: string) {
  const tables = { editions: rows("editions"), international: rows("international") };
  const own = rows("copublications").filter((row) => codesOf(row).includes(code));
  const partners = [...new Set(own.flatMap((row) => partnerIn(row, code) ?? []))].sort();
  return partners.map((partner) => {
    const international = tables.international.filter(({ economy }) =>
      [code, partner, "WORLD"].includes(economy),
    );
    const copublications = own.filter((row) => codesOf(row).includes(partner));
    return {
      partner,
      rows: sizedCounts([code, partner], { ...tables, international, copublications }, source),
    };
  });
}

/** Throws if the year has no ratio for the second economy or for anyone else. */
export function amongPartners(about: Pick<Facts, "one" | "two">, rows: readonly PartnerYear[], year: number) {
  const all = rows.filter((row) => row.year === year).sort((a, b) => a.ratio - b.ratio);
  const own = all.find(({ partner }) => partner === about.two.code);
  const others = all.filter((row) => row !== own);
  if (own === undefined || others.length === 0)
    throw new MissingDataError(`amongPartners: no partners of ${about.one.code} to compare with in ${year}`);
  return {
    /** Lowest ratio first. */
    all,
    /** Without the second economy, and the median of their ratios. */
    others,
    median: median(others.map(({ ratio }) => ratio)),
    /** Partners with a lower ratio than the second economy. */
    lower: others.filter(({ ratio }) => ratio < own.ratio).map(({ partner }) => partner),
    /** Partners other than the second economy whose ratio rose by more than a twentieth. */
    closer: others.filter(isCloser).length,
  };
}

/**
 * All partners as points of lines, plus the median without the second economy (`partner` null) in every year that lists
 * another partner.
 */
export function partnerLines(
  about: Pick<Facts, "one" | "two">,
  rows: readonly PartnerYear[],
): readonly (Pick<PartnerYear, "year" | "status" | "ratio"> & { readonly partner: string | null })[] {
  const years = [...new Map(rows.map((row) => [row.year, row.status]))];
  const medians = years.flatMap(([year, status]) => {
    const others = rows.filter((row) => row.year === year && row.partner !== about.two.code);
    if (others.length === 0) return [];
    return [{ partner: null, year, status, ratio: median(others.map(({ ratio }) => ratio)) }];
  });
  return [...rows, ...medians.sort((a, b) => a.year - b.year)];
}
