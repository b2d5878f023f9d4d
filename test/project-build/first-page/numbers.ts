/**
 * Every number of the first page, computed again. Keys are `NOTEBOOK: EXPRESSION` as the report has them, so that a
 * number may move within its chapter; values of figures and of the headline have no expression, and go by their id.
 */
import * as citations from "./citations.js";
import { parts, tally } from "./claims.js";
import {
  abroad,
  americanShare,
  before,
  completeAfterMonths,
  early,
  editionsOf,
  international,
  isComplete,
  joint,
  last,
  middle,
  nsfGrowth,
  openalexGrowth,
  openalexInternational,
  yearsOf,
} from "./counts.js";
import { confidence, count, type Expected, percent, range, rounded, word, year } from "./expected.js";
import { aroundTwentyTen, baselines, changes, inEarly, inLast, ratio, series } from "./propensity.js";
import { nsf, numberIn, openalex, rowsWith, rowWith, medianOf, table } from "./tables.js";
import {
  confidenceInClass,
  confidenceInDirection,
  confidenceInSize,
  tippingPoint,
  verdictOf,
} from "./verdict.js";

const [deepest, shallowest] = changes(inLast.map(({ value }) => value));
const [deepestEarly, shallowestEarly] = changes(inEarly.map(({ value }) => value));
export const fall = { deepest, shallowest, deepestEarly, shallowestEarly };
const fallOfAll: Expected = { raw: [-shallowest, -deepest], text: range(shallowest, deepest) };

/** Joint papers in each source: NSF between its last two complete years, OpenAlex between the same. */
export const inNsf = nsfGrowth(before, last);
const large = 5000;
export const inOpenalex = openalexGrowth(before, last, large);
export const growth = (of: ReadonlyMap<string, number>, partner: string): number => of.get(partner) ?? NaN;
export const withOthers = (of: ReadonlyMap<string, number>): readonly number[] =>
  [...of].filter(([partner]) => partner !== "CN").map(([, change]) => change);
const medianOfLarge = medianOf(withOthers(inOpenalex));
/** The year in which a number is greatest. */
const peakOf = (years: readonly number[], numberOf: (year: number) => number): number =>
  years.reduce((most, each) => (numberOf(each) > numberOf(most) ? each : most));
export const complete = (edition: string): readonly number[] =>
  yearsOf(edition).filter((each) => isComplete(edition, each));
export const peak = peakOf(complete(openalex), (each) => middle(joint(openalex, each)));
export const lastOpenalex = Math.max(...complete(openalex));
export const sincePeak = joint(openalex, lastOpenalex).lower / joint(openalex, peak).upper - 1;
const othersSincePeak = withOthers(openalexGrowth(peak, lastOpenalex, large));
export const medianSincePeak = medianOf(othersSincePeak);
/** The even years of NSF’s newest tables. */
export const evenYears = yearsOf(nsf).filter((each) => each % 2 === 0);

/** The American share of China’s international papers, in the year when it was greatest in NSF’s tables, and in the last. */
export const from = peakOf(complete(nsf), (each) => middle(americanShare(nsf, "CN", each)));
const sharesIn = (of: number): Expected => {
  const bounds = [nsf, openalex].map((edition) => americanShare(edition, "CN", of));
  const lower = Math.min(...bounds.map((each) => each.lower));
  const upper = Math.max(...bounds.map((each) => each.upper));
  return { raw: [lower, upper], text: range(lower, upper) };
};
export const european = ["CH", "DE", "ES", "FR", "GB", "IT", "NL", "SE"].filter((code) => inNsf.has(code));

/** How the American share of a partner’s international papers changed; and in both sources, the smaller fall first. */
const changeOfShare = (edition: string, partner: string): number =>
  middle(americanShare(edition, partner, last)) / middle(americanShare(edition, partner, from)) - 1;
const fallIn = (partner: string): Expected => {
  const changes = [nsf, openalex].map((edition) => changeOfShare(edition, partner)).sort((a, b) => b - a);
  const [smaller = NaN, larger = NaN] = changes;
  return { raw: [-smaller, -larger], text: range(smaller, larger) };
};
export const fellInIndia = (edition: string): boolean =>
  changeOfShare(edition, "IN") / changeOfShare(edition, "CN") > 0.9;
export const fellLessInEurope = (edition: string): boolean =>
  european.every((code) => changeOfShare(edition, code) > changeOfShare(edition, "CN") / 2);

/** China’s share of America’s international papers in NSF’s tables. */
const chineseShare = (of: number): number => joint(nsf, of).lower / international(nsf, "US", of);
export const chinesePeak = peakOf(complete(nsf), chineseShare);

/** China’s largest partner after the United States, and the change of its share. */
const partnersOfChina = rowsWith("partners", { edition: openalex, reporter: "CN", year: last })
  .filter(({ partner }) => partner !== "US")
  .sort((a, b) => numberIn(b, "works") - numberIn(a, "works"));
const next = partnersOfChina[0]?.partner ?? "";
const shareOfNext = (of: number) =>
  numberIn(rowWith("partners", { edition: openalex, reporter: "CN", partner: next, year: of }), "works") /
  international(openalex, "CN", of);
export const gainOfNext = shareOfNext(last) - shareOfNext(from);

const inwardYears = rowsWith("output", { edition: nsf, economy: "CN" })
  .map((row) => numberIn(row, "year"))
  .filter((each) => each <= last);
export const inwardPeak = peakOf(inwardYears, (each) => abroad("CN", each));

/** NSF’s early count of the year of the peak, in the edition before, and what became of its totals. */
const [earlier = ""] = editionsOf("nsf").filter((each) => each !== nsf && yearsOf(each).includes(peak));
export const excess = joint(earlier, peak).lower / joint(nsf, before).upper - 1;
export const revised = ["US", "CN"]
  .map((code) => international(nsf, code, peak) / international(earlier, code, peak) - 1)
  .sort((a, b) => b - a);
export const growthOfAll = (of: number): number =>
  openalexInternational(of) / openalexInternational(of - 1) - 1;

export const worldGrowth = (of: number): number =>
  international(nsf, "WORLD", of) / international(nsf, "WORLD", of - 1) - 1;

export const ratiosAroundTwentyTen = series.map((of) => ratio(of, last, aroundTwentyTen));
const [lowest, highest] = changes(ratiosAroundTwentyTen);

/** How far joint papers lie from those expected, as the lead figure draws it. */
export const gapOf = (id: "nsf-papers" | "world-fitted", of: number): number => {
  const found = series.find((each) => each.id === id && each.hongKong === "apart");
  if (found === undefined) throw new Error(`no series ${id}`);
  return ratio(found, of, baselines["2013–2017"]) - 1;
};

/** OpenAlex’s newest count against its expected ones: smallest and largest fall over its computations. */
export const newestYear = Math.max(...yearsOf(openalex));
const newestFalls = changes(
  series
    .filter((of) => of.source === "OpenAlex")
    .flatMap((of) => Object.values(baselines).map((each) => ratio(of, newestYear, each))),
)
  .map((each) => -each)
  .reverse() as [number, number];
export const newestFall = { smallest: newestFalls[0], largest: newestFalls[1] };

const articles = [...new Set(table("claims").map(({ printedIn = "" }) => printedIn))];
const [newspaper = "", month = ""] = (articles[0] ?? "").split(", ");
const foundBy = (id: string): Expected => {
  const { authors, work, scope, result, standing } = rowWith("findings", { id });
  const mark = standing === "second-hand" ? "†" : "";
  return word(`${authors} (${work}; ${scope}): ${result}${mark}`);
};
const countsOf = (edition: string) => word(rowWith("editions", { edition }).counts ?? "");
const named = (code: string) => word(rowWith("economies", { code }).inSentence ?? "");
const testable = Object.keys(parts).length - tally("not-testable");
const grewLess = [...inOpenalex].filter(([, change]) => change < growth(inOpenalex, "CN"));

export const numbers: Readonly<Record<string, Expected>> = {
  // The answer and the article.
  "headline.1": year(last),
  "headline.2": { raw: [deepest, shallowest], text: `${range(shallowest, deepest)} fewer` },
  "11-claims: all": count(table("claims").length),
  "11-claims: paper": word(newspaper),
  "11-claims: published": word(month),
  "11-claims: testable": count(testable),
  "01-headline: lastText": year(last),
  "01-headline.front-matter-fmt-list-earlycounts.1": year(Math.max(...yearsOf(nsf))),
  "01-headline.front-matter-fmt-list-earlycounts.2": year(newestYear),
  "01-headline: newest.year": year(newestYear),
  // The lead figure.
  "joint-papers.title.1": fallOfAll,
  "joint-papers.title.2": year(last),
  "joint-papers.alt.1": year(last),
  "joint-papers.alt.2": percent(-gapOf("nsf-papers", last)),
  "joint-papers.alt.3": percent(-gapOf("world-fitted", last)),
  // What a reader’s settings give, as published.
  "10-verdict: now": year(last),
  "10-verdict: verdictName": word(
    verdictOf(inLast).replace("partial", "partial decoupling").replace("none", "little or no change"),
  ),
  "10-verdict: ways": count(inLast.length),
  "10-verdict: compared": word("the mid-2010s"),
  "10-verdict: span": { raw: [-shallowest, -deepest], text: range(shallowest, deepest) },
  // Joint papers.
  "01-headline: before.year": year(before),
  "01-headline: sinceTurn": percent(growth(inNsf, "CN")),
  "01-headline: fell": { raw: growth(inNsf, "CN"), text: `${rounded(growth(inNsf, "CN"))} % fewer` },
  "01-headline: worldGrew": percent(
    international(nsf, "WORLD", last) / international(nsf, "WORLD", before) - 1,
  ),
  "01-headline: nsfOthers.length": count(inNsf.size - 1),
  "01-headline: nsfPartners.length": count(inNsf.size),
  "01-headline: ofChina": percent(growth(inOpenalex, "CN")),
  "01-headline: medianOfLarge": percent(medianOfLarge),
  "01-headline: large": { raw: large, text: "5,000" },
  "01-headline: largeOthers.length": count(inOpenalex.size - 1),
  "01-headline: worseNames": named(grewLess[0]?.[0] ?? ""),
  "01-headline: worst": percent(grewLess[0]?.[1] ?? NaN),
  "01-headline: confidenceBehind": confidence(
    withOthers(inNsf).every((each) => each > growth(inNsf, "CN")),
    growth(inOpenalex, "CN") < medianOfLarge,
  ),
  "01-headline: peak.year": year(peak),
  "01-headline: peak.year - 1": year(peak - 1),
  "01-headline: lastCompleteOpenalex.year": year(lastOpenalex),
  "01-headline: sincePeak": percent(sincePeak),
  "01-headline: othersSincePeak.length": count(othersSincePeak.length),
  "01-headline: medianSincePeak": percent(medianSincePeak),
  "01-headline.fall-fmt-years-evenyears.1": year(evenYears[0] ?? NaN),
  "01-headline: growthAtPeak": percent(growthOfAll(peak)),
  "01-headline: worldAtPeak": percent(worldGrowth(peak)),
  "01-headline: growthBefore": percent(growthOfAll(peak - 1)),
  "01-headline: excess": percent(excess, 1),
  "01-headline: -revised.upper, -revised.lower": {
    raw: revised.map((each) => -each),
    text: range(revised[0] ?? NaN, revised[1] ?? NaN, 1),
  },
  "01-headline: about.rule.completeAfterMonths": count(completeAfterMonths),
  "01-headline: nsfEdition.counts": countsOf(nsf),
  "01-headline: openalexEdition.counts": countsOf(openalex),
  "01-headline: baseline.id": word("2013–2017"),
  // Shares.
  "01-headline: fromYear": year(from),
  "03-partners: fromYear": year(from),
  "01-headline: inFrom": sharesIn(from),
  "03-partners: inFrom": sharesIn(from),
  "01-headline: inLastYear": sharesIn(last),
  "03-partners: inLast": sharesIn(last),
  "03-partners: last": year(last),
  '03-partners: fallIn("CN")': fallIn("CN"),
  '03-partners: fallIn("IN")': fallIn("IN"),
  '03-partners: fallIn("KR")': fallIn("KR"),
  "03-partners: europe.length": count(european.length),
  "03-partners: confidenceFall": confidence(
    ...[nsf, openalex].map(
      (edition) =>
        americanShare(edition, "CN", last).upper < americanShare(edition, "CN", from).lower &&
        fellInIndia(edition) &&
        fellLessInEurope(edition),
    ),
  ),
  "01-headline: nextName": named(next),
  "01-headline: next.change": { raw: gainOfNext, text: `${rounded(gainOfNext)} points` },
  "01-headline: us.greatest.year": year(chinesePeak),
  "01-headline: us.greatest.lower": percent(chineseShare(chinesePeak)),
  "01-headline: pair.inYear(us, year).lower": percent(chineseShare(last)),
  "joint-share.title.1": sharesIn(from),
  "joint-share.title.2": year(from),
  "joint-share.title.3": sharesIn(last),
  "joint-share.title.4": year(last),
  "joint-share.alt.1": sharesIn(from),
  "joint-share.alt.2": year(from),
  "joint-share.alt.3": sharesIn(last),
  "joint-share.alt.4": year(last),
  // Citations.
  "05-citations: mutual.below": count(
    citations.pairs.filter(({ mutual }) => mutual < citations.own.mutual).length,
  ),
  "05-citations: mutual.lessThanSize": count(citations.pairs.filter(({ isBelowSize }) => isBelowSize).length),
  "05-citations: pairs": count(citations.pairs.length),
  "05-citations: thenText": year(citations.firstYear),
  "05-citations: nowText": year(citations.lastYear),
  "05-citations: confidenceCitations": confidence(citations.own.isBelowSize),
  // China’s papers with anyone abroad.
  "02-size-and-propensity: inward.peak.share": percent(abroad("CN", inwardPeak)),
  "02-size-and-propensity: inward.peak.year": year(inwardPeak),
  "02-size-and-propensity: inward.now.share": percent(abroad("CN", last)),
  "02-size-and-propensity: last": year(last),
  "02-size-and-propensity: abroad.us.then": percent(abroad("US", inwardPeak)),
  "02-size-and-propensity: abroad.us.now": percent(abroad("US", last)),
  "02-size-and-propensity: confidenceInward": confidence(abroad("CN", inwardPeak) > abroad("CN", last)),
  // What would change the answer.
  "01-headline: ways": count(inLast.length),
  '01-headline: waysOf("nsf")': count(inLast.filter((each) => each.source === "NSF").length),
  '01-headline: waysOf("openalex")': count(inLast.filter((each) => each.source === "OpenAlex").length),
  "01-headline: span": fallOfAll,
  "01-headline: beyond": count(inLast.filter(({ value }) => value < 0.9).length),
  "01-headline: fewer": percent(tippingPoint(-1)),
  "01-headline: more": percent(tippingPoint(1)),
  "01-headline: confidence.direction.level": word(confidenceInDirection()),
  "01-headline: confidence.size.level": word(confidenceInSize()),
  "01-headline: confidence.class.level": word(confidenceInClass()),
  "01-headline.front-matter-fmt-years-around2010.1": year(aroundTwentyTen[0] ?? NaN),
  "01-headline.front-matter-fmt-years-around2010.2": year(aroundTwentyTen[1] ?? NaN),
  "01-headline: since2010.lower": percent(lowest),
  "01-headline: since2010.upper": percent(highest),
  // Newer reports.
  "01-headline: earlySpan": {
    raw: [-shallowestEarly, -deepestEarly],
    text: range(shallowestEarly, deepestEarly),
  },
  "01-headline: earlyYear": year(early),
  "01-headline: newestSpan": { raw: newestFalls, text: range(...newestFalls) },
  '01-headline: reported("nistep-2025")': foundBy("nistep-2025"),
  '01-headline: reported("aspi-2025")': foundBy("aspi-2025"),
  '01-headline: reported("clarivate-2025")': foundBy("clarivate-2025"),
  // The statements of the article.
  "claims-board.source.1": word(articles.join(", ")),
  "claims-board.caption.1": count(tally("supported")),
  "claims-board.caption.2": { raw: "3", text: "three" },
  "claims-board.alt.1": count(Object.keys(parts).length),
  "claims-board.alt.2": count(tally("supported")),
  "claims-board.alt.3": count(tally("partly")),
  "claims-board.alt.4": count(tally("contradicted")),
  "claims-board.alt.5": count(tally("not-testable")),
  "claims-board.title.1": count(Object.keys(parts).length),
  "claims-board.title.2": count(testable),
  "claims-board.title.3": count(tally("supported")),
  "claims-board.title.4": count(tally("partly")),
};
