/** Propensity of the United States and China by every series of the rule, and R by every computation. */
import { commonYears, early, international, joint, last, middle } from "./counts.js";
import { geometricMeanOf, nsf, numberIn, openalex, type Row, rowsWith, sumOf, table } from "./tables.js";

type Series = (year: number, factor?: number) => number;
type Measure = "fitted" | "simple";
/** Economies and the papers that they have together. */
type Link = readonly [string, string, number];

/** The links of the two, and all links of every economy. */
interface Links {
  readonly ofPair: number;
  readonly strengths: ReadonlyMap<string, number>;
}

export const linksIn = (rows: readonly Row[], pair: readonly [string, string]): Links =>
  linksOf(
    rows.map((row) => [row.a ?? "", row.b ?? "", numberIn(row, "works")]),
    pair,
  );

function linksOf(links: readonly Link[], pair: readonly [string, string]): Links {
  const strengths = new Map<string, number>();
  const add = (economy: string, works: number) =>
    strengths.set(economy, (strengths.get(economy) ?? 0) + works);
  let ofPair = 0;
  for (const [a, b, works] of links) {
    add(a, works);
    add(b, works);
    if (pair.includes(a) && pair.includes(b)) ofPair += works;
  }
  return { ofPair, strengths };
}

/** The same with other joint papers of the two: all their links change by as many. */
function scaled({ ofPair, strengths }: Links, pair: readonly [string, string], factor: number): Links {
  const more = (factor - 1) * ofPair;
  const changed = [...strengths].map(
    ([economy, links]) => [economy, pair.includes(economy) ? links + more : links] as const,
  );
  return { ofPair: factor * ofPair, strengths: new Map(changed) };
}

/** Links of the two over those expected: from all links of both, or from a fit that has no links to oneself. */
export function propensityIn(
  { ofPair, strengths }: Links,
  [one, two]: readonly [string, string],
  measure: Measure,
): number {
  const ofOne = strengths.get(one) ?? NaN;
  const ofTwo = strengths.get(two) ?? NaN;
  const all = [...strengths.values()];
  if (measure === "simple") return (ofPair * sumOf(all)) / (ofOne * ofTwo);
  const factors = fitted(all);
  const economies = [...strengths.keys()];
  return ofPair / ((factors[economies.indexOf(one)] ?? NaN) * (factors[economies.indexOf(two)] ?? NaN));
}

/**
 * Factors f with f_i · Σ_{j≠i} f_j = s_i. Given their sum S, each is the smaller root of f² − S·f + s_i = 0; S is found
 * by bisection, because the sum of these roots falls as S rises.
 */
function fitted(strengths: readonly number[]): readonly number[] {
  const largest = Math.max(...strengths);
  const rootsFor = (total: number) =>
    strengths.map((each) => (2 * each) / (total + Math.sqrt(total * total - 4 * each)));
  let low = 2 * Math.sqrt(largest);
  let high = 2 * Math.sqrt(strengths.reduce((sum, one) => sum + one, 0)) + low;
  for (let step = 0; step < 200; step += 1) {
    const total = (low + high) / 2;
    const sum = rootsFor(total).reduce((all, one) => all + one, 0);
    if (sum > total) low = total;
    else high = total;
  }
  return rootsFor((low + high) / 2);
}

/** Rows of a table of pairs by year, with Hong Kong and Macau apart or as parts of China. */
const pairsByYear = new Map<string, Link[]>();
for (const row of table("world-pairs")) {
  const { year = "", a = "", b = "", works = "" } = row;
  const rows = pairsByYear.get(year) ?? [];
  rows.push([a, b, Number(works)]);
  pairsByYear.set(year, rows);
}
const listed = new Set(table("pairs").flatMap(({ a = "", b = "" }) => [a, b]));
const territories = ["HK", "MO"];

interface Panel {
  readonly economies: "world" | "listed";
  readonly hongKong: "apart" | "with China";
}

const theTwo = ["US", "CN"] as const;

function linksOfPanel({ economies, hongKong }: Panel, year: number): Links {
  const isMerged = hongKong === "with China";
  const nameOf = (code: string) => (isMerged && territories.includes(code) ? "CN" : code);
  const isIn = (code: string) => economies === "world" || listed.has(code) || (isMerged && code === "MO");
  const rows = economies === "listed" ? listedPairs(year, isMerged) : (pairsByYear.get(String(year)) ?? []);
  const links = rows
    .filter(([a, b]) => isIn(a) && isIn(b))
    .map(([a, b, works]): Link => [nameOf(a), nameOf(b), works])
    .filter(([a, b]) => a !== b);
  return linksOf(links, theTwo);
}

/**
 * The 24 economies have a table of their own; Macau, which is not among them, is taken from that of the world. Where the
 * source gave two answers that differ by one, the count lies between them.
 */
function listedPairs(year: number, isMerged: boolean): readonly Link[] {
  const own = rowsWith("pairs", { edition: openalex, year }).map((row) => {
    const works = numberIn(row, "works");
    const reverse = row.reverse === "" ? works : numberIn(row, "reverse");
    return [row.a ?? "", row.b ?? "", (works + reverse) / 2] as const;
  });
  if (!isMerged) return own;
  return [...own, ...(pairsByYear.get(String(year)) ?? []).filter(([a, b]) => [a, b].includes("MO"))];
}

const computed = new Map<string, number>();
const panels = new Map<string, Links>();
/** The value of a key, computed at its first use. */
function once<T>(values: Map<string, T>, key: string, compute: () => T): T {
  const value = values.get(key) ?? compute();
  values.set(key, value);
  return value;
}

const openalexSeries =
  (panel: Panel, measure: Measure): Series =>
  (year, factor = 1) => {
    const key = `${panel.economies} ${panel.hongKong} ${year}`;
    return once(computed, `${key} ${measure} ${factor}`, () => {
      const links = once(panels, key, () => linksOfPanel(panel, year));
      return propensityIn(scaled(links, theTwo, factor), theTwo, measure);
    });
  };

/** NSF counts papers: those of the two, over what their and the world’s international papers give. */
const nsfSeries: Series = (year, factor = 1) => {
  const papers = middle(joint(nsf, year));
  const added = (factor - 1) * papers;
  const whole = (economy: string) => international(nsf, economy, year) + added;
  return (factor * papers * whole("WORLD")) / (whole("US") * whole("CN"));
};

export interface NamedSeries {
  readonly source: "NSF" | "OpenAlex";
  readonly id: string;
  readonly hongKong: Panel["hongKong"];
  readonly propensity: Series;
}
const inOpenalex = (id: string, economies: Panel["economies"], measure: Measure): readonly NamedSeries[] =>
  (["apart", "with China"] as const).map((hongKong) => ({
    source: "OpenAlex",
    id,
    hongKong,
    propensity: openalexSeries({ economies, hongKong }, measure),
  }));
export const series: readonly NamedSeries[] = [
  { source: "NSF", id: "nsf-papers", hongKong: "apart", propensity: nsfSeries },
  ...inOpenalex("world-fitted", "world", "fitted"),
  ...inOpenalex("world-expected", "world", "simple"),
  ...inOpenalex("listed-fitted", "listed", "fitted"),
];

const baselineYears = (from: number, to: number) => commonYears.filter((year) => year >= from && year <= to);
export const baselines = {
  "2013–2017": baselineYears(2013, 2017),
  "2012–2016": baselineYears(2012, 2016),
  "2014–2018": baselineYears(2014, 2018),
  2015: baselineYears(2015, 2015),
};
export const aroundTwentyTen = baselineYears(2009, 2011);

export const ratio = (of: NamedSeries, year: number, baseline: readonly number[], factor = 1): number =>
  of.propensity(year, factor) / geometricMeanOf(baseline.map((each) => of.propensity(each)));

export interface Computation {
  readonly source: NamedSeries["source"];
  readonly value: number;
}
export const computations = (year: number, factor = 1): readonly Computation[] =>
  series.flatMap((of) =>
    Object.values(baselines).map((baseline) => ({
      source: of.source,
      value: ratio(of, year, baseline, factor),
    })),
  );

/** Least and greatest change. */
export function changes(ratios: readonly number[]): readonly [number, number] {
  return [Math.min(...ratios) - 1, Math.max(...ratios) - 1];
}
export const inLast = computations(last);
export const inEarly = computations(early);
