/** What the words of the first page and of its chapter say beyond their numbers, decided from the tables. */
import * as citations from "./citations.js";
import {
  abroad,
  americanShare,
  before,
  early,
  international,
  isComplete,
  joint,
  last,
  middle,
  yearsOf,
} from "./counts.js";
import {
  chinesePeak,
  complete,
  european,
  evenYears,
  excess,
  fall,
  fellInIndia,
  fellLessInEurope,
  from,
  gainOfNext,
  gapOf,
  growth,
  growthOfAll,
  inNsf,
  inOpenalex,
  inwardPeak,
  lastOpenalex,
  medianSincePeak,
  newestFall,
  newestYear,
  peak,
  ratiosAroundTwentyTen,
  revised,
  sincePeak,
  withOthers,
  worldGrowth,
} from "./numbers.js";
import { inLast, series } from "./propensity.js";
import { medianOf, nsf, openalex, table } from "./tables.js";
import { verdictOf } from "./verdict.js";

/** Whether each number is above (or below) the one before. */
const isMonotonic = (numbers: readonly number[], sign: 1 | -1) =>
  numbers.every((each, index) => index === 0 || sign * (each - (numbers[index - 1] ?? NaN)) > 0);

const jointIn = (edition: string, years: readonly number[]) =>
  years.map((year) => middle(joint(edition, year)));
const nsfYears = complete(nsf);
const risesInNsf = isMonotonic(
  jointIn(
    nsf,
    nsfYears.filter((year) => year <= before),
  ),
  1,
);
const fallsInNsf = growth(inNsf, "CN") < 0;
const fallsInOpenalex = isMonotonic(
  jointIn(
    openalex,
    yearsOf(openalex).filter((year) => year >= peak),
  ),
  -1,
);
const medianOfLarge = medianOf(withOthers(inOpenalex));
const lagsInOpenalex = growth(inOpenalex, "CN") < medianOfLarge;

const allFall = inLast.every(({ value }) => value < 1);
const isClosestThen = series.every((of) => {
  const years = yearsOf(nsf).filter((year) => yearsOf(openalex).includes(year));
  const closest = years.reduce((most, year) => (of.propensity(year) > of.propensity(most) ? year : most));
  return closest >= 2012 && closest <= 2018;
});
const widens = (["nsf-papers", "world-fitted"] as const).every((id) => {
  const years = complete(id === "nsf-papers" ? nsf : openalex).filter((year) => year > 2018);
  return isMonotonic(
    years.map((year) => gapOf(id, year)),
    -1,
  );
});

const abroadChange = (economy: string) => abroad(economy, last) - abroad(economy, inwardPeak);
const [lowestIndex, nextIndex] = citations.ownIndices.map(([economy]) => economy);
const isLessThanSize =
  citations.index("US", "CN", citations.lastYear) < 1 && citations.index("CN", "US", citations.lastYear) < 1;
const belowSize = citations.pairs.filter((each) => each.isBelowSize);
const isAboutHalf = Math.abs(belowSize.length / citations.pairs.length - 1 / 2) < 0.1;
const lessReadily = citations.pairs.filter((each) => each.mutual < citations.own.mutual);
const closerPairs = citations.pairs.filter((each) => each.change > 0);
const internationalOfChina = (year: number) => international(openalex, "CN", year);

/** Each guarded sentence of the first page and of the first chapter has one of these. */
export const sentences: readonly (readonly [RegExp, boolean])[] = [
  [/grown apart by \d+, but not parted/, verdictOf(inLast) === "between partial and none" && isClosestThen],
  [/and the gap was widening/, allFall && widens],
  [/^All \d+ computations show a fall from the mid-2010s/, allFall],
  [
    /^This page goes through \d+ statements/,
    new Set(table("claims").map(({ printedIn }) => printedIn)).size === 1,
  ],
  [
    /^From \d+ to \d+ joint papers of the United States with China fell by .* while those with each of the .* other partners that NSF lists rose/,
    fallsInNsf && withOthers(inNsf).every((each) => each > 0),
  ],
  [/^In OpenAlex joint papers with China rose by/, growth(inOpenalex, "CN") > 0 && lagsInOpenalex],
  [/^\(High confidence that China lagged/, growth(inOpenalex, "CN") > 0 && fallsInNsf && lagsInOpenalex],
  [
    /an American co-author appeared on/,
    [nsf, openalex].every(
      (edition) => americanShare(edition, "CN", last).upper < americanShare(edition, "CN", from).lower,
    ),
  ],
  [
    /^In India’s international papers America’s share fell as steeply \(.*\), in South Korea’s by/,
    [nsf, openalex].every((edition) => fellInIndia(edition) && fellLessInEurope(edition)) &&
      european.length === 8,
  ],
  [/^\(High confidence: NSF and OpenAlex agree\.\)/, true],
  [/^China and the United States each cite the other less than its size would give/, isLessThanSize],
  [
    /^In \d+ of all \d+ pairs both countries do so, but only \d+ pairs cite each other less readily than these two/,
    isAboutHalf && lessReadily.length < citations.pairs.length / 3,
  ],
  [
    /^Each of the two gives about half of its citations to itself, which is little for its size/,
    ["CN", "US"].every((code) => citations.ownShares(code).every((share) => share > 0.45 && share < 0.6)) &&
      [lowestIndex, nextIndex].sort().join() === "CN,US",
  ],
  [
    /^From \d+ to \d+ the two moved closer, as most pairs did/,
    citations.own.change > 0 && closerPairs.length > citations.pairs.length / 2,
  ],
  [/NSF is the only source; the two years are from two editions and make no trend/, true],
  [
    /^China writes a smaller share of its papers with authors in any other country/,
    abroadChange("CN") < -0.01,
  ],
  [
    /^Over the same years the international share of the world’s papers changed by less than a point/,
    Math.abs(abroadChange("WORLD")) < 0.01 && abroadChange("US") > 0,
  ],
  [/NSF is the only source here/, true],
  [
    /^A written rule computes the change in \d+ ways, .* and all of them show a fall from the mid-2010s/,
    allFall && inLast.every(({ source }) => ["NSF", "OpenAlex"].includes(source)),
  ],
  [
    /^It calls a fall of more than a tenth partial decoupling, and \d+ of the \d+ lie beyond that line/,
    inLast.some(({ value }) => value < 0.9) && inLast.some(({ value }) => value >= 0.9),
  ],
  [
    /^Compared with 2009 and 2011, the same measure was between/,
    Math.min(...ratiosAroundTwentyTen) < 1 && Math.max(...ratiosAroundTwentyTen) > 1,
  ],
  [
    /^In \d+, for which NSF has an early count, the fall from the mid-2010s reached/,
    !isComplete(nsf, early) &&
      isComplete(openalex, early) &&
      fall.deepestEarly < fall.deepest &&
      fall.shallowestEarly < fall.shallowest,
  ],
  [
    /^By OpenAlex’s early count of \d+ alone it was/,
    newestYear > early && !isComplete(openalex, newestYear) && -newestFall.smallest < fall.shallowestEarly,
  ],
  // The first chapter.
  [
    /^Joint papers peaked around/,
    risesInNsf && fallsInNsf && fallsInOpenalex && Math.abs(peak - before) <= 1,
  ],
  [/rose in every year that NSF counted up to/, risesInNsf && fallsInNsf],
  [
    /^Over the same two years the world’s international papers grew/,
    international(nsf, "WORLD", last) > international(nsf, "WORLD", before),
  ],
  [
    /^NSF’s newest tables have odd years and 2022 only; of these years, \d+ has the most joint papers/,
    risesInNsf && fallsInNsf && evenYears.join() === "2022",
  ],
  [
    /^Over the same two years joint papers with the median of \d+ other large partners grew by/,
    sincePeak < 0 && medianSincePeak > 0 && lastOpenalex - peak === 2,
  ],
  [
    /^OpenAlex counts more papers; there it rose once more/,
    joint(openalex, last).lower > joint(nsf, last).upper && peak === before + 1,
  ],
  [
    /OpenAlex’s count was .* below that peak, but above its level of/,
    sincePeak < 0 && joint(openalex, lastOpenalex).lower > joint(openalex, peak - 1).upper,
  ],
  [
    /China is the only one with which joint papers fell/,
    [...inNsf].every(([partner, each]) => (partner === "CN" ? each < 0 : each > 0)),
  ],
  [
    /^OpenAlex counts .* more with China over these two years, but/,
    growth(inOpenalex, "CN") > 0 && lagsInOpenalex,
  ],
  [
    /^So the sources disagree whether joint papers fell/,
    fallsInNsf &&
      growth(inOpenalex, "CN") > 0 &&
      lagsInOpenalex &&
      withOthers(inNsf).every((each) => each > growth(inNsf, "CN")),
  ],
  [/^Part of OpenAlex’s peak comes from the database/, growthOfAll(peak) > growthOfAll(peak - 1)],
  [
    /^In NSF’s tables the world’s international papers grew by .*, about as much as in the years before and after/,
    [peak - 1, peak + 1].every((year) => Math.abs(worldGrowth(year) - worldGrowth(peak)) < 0.01),
  ],
  [
    /^NSF cannot say whether .* was higher/,
    excess > 0 && excess < Math.max(...revised.map(Math.abs)) && revised.every((each) => each < 0),
  ],
  [
    /^China publishes far more with the rest of the world/,
    internationalOfChina(last) > 1.5 * internationalOfChina(from),
  ],
  [
    /of China’s international papers had an American co-author; in/,
    middle(americanShare(nsf, "CN", last)) < middle(americanShare(nsf, "CN", from)),
  ],
  [/^China’s next-largest partner, .*, gained/, gainOfNext > 0],
  // NSF lists no row for Hong Kong, which leaves both possible.
  [
    /whether NSF does could not be verified$/,
    table("nsf-pairs").every((row) => row.a !== "HK" && row.b !== "HK"),
  ],
  [/^In America’s international papers the turn came later/, chinesePeak > from && chinesePeak < last],
  [
    /^American co-authors: on .* of China’s international papers/,
    middle(americanShare(openalex, "CN", last)) < middle(americanShare(openalex, "CN", from)),
  ],
];

/** Numbers in words and typed years: each stands in a sentence above, which decides it. */
export const typed: readonly string[] = [
  "the mid-2010s",
  "a fall of more than a tenth",
  // The verb.
  "points further down",
  "by less than half as much",
  "about half of its citations",
  "changed by less than a point",
];
