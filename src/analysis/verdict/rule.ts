import { JsonReader } from "./json-reader.js";
import { filled, type Words, wordIds } from "./words.js";

/** Classes of R in order: the propensity of a year compared with that of the baseline. */
export const classes = ["full", "partial", "none", "recoupled"] as const;
export type ClassOfR = (typeof classes)[number];

/** Possible verdicts. A "between" names two neighbouring classes. */
export const verdictIds = [
  "full",
  "between-full-and-partial",
  "partial",
  "between-partial-and-none",
  "none",
  "between-none-and-recoupled",
  "recoupled",
  "no-single-answer",
  "no-verdict",
] as const;
export type VerdictId = (typeof verdictIds)[number];

/** Whether Hong Kong and Macau count as separate economies or as parts of China. */
const territories = ["apart", "with China"] as const;
export type Territory = (typeof territories)[number];

export type Fraction = readonly [numerator: number, denominator: number];

/** How links are compared with the sizes of the two. */
export type LinkMeasure = "quasi-independence" | "observed over expected";

/** A series that the rule reads: a source, and how it relates joint papers to the sizes of the two. */
export type SeriesChoice = {
  readonly id: string;
  readonly source: string;
  readonly reads: string;
  /** Short form, for example under a figure. */
  readonly short: string;
} & (
  | { readonly counted: "papers" }
  | {
      readonly counted: "links";
      /** All economies of the world, or the panel in the table `pairs`. */
      readonly panel: "world" | "listed";
      readonly measure: LinkMeasure;
    }
);

export interface Baseline {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

const standingIds = ["S1", "S2", "S3", "S4", "S5", "S6", "S7"] as const;
export type StandingId = (typeof standingIds)[number];

/** The rule as data: thresholds, series and words, with a version. */
export interface VerdictRule {
  readonly name: string;
  readonly version: string;
  readonly note: string;
  readonly changelog: readonly { readonly version: string; readonly changes: readonly string[] }[];
  /** A year is complete if it was counted at least this many months after its end. */
  readonly completeAfterMonths: number;
  /** With fewer joint papers, R is not computed. */
  readonly leastPapers: number;
  /** Class limits: full ≤ .25 < partial < .90 ≤ none ≤ 1.11 < recoupled; `partial` is an exclusive upper limit. */
  readonly limits: { readonly full: number; readonly partial: number; readonly recoupled: number };
  /** Share of specifications a verdict needs over all sources; in each source it must also exceed the runner-up. */
  readonly agreement: { readonly share: Fraction; readonly inEverySource: Fraction };
  readonly series: readonly SeriesChoice[];
  /** Headlines quote the first. */
  readonly baselines: readonly [Baseline, ...Baseline[]];
  readonly territories: readonly Territory[];
  /** The tipping point is searched in steps of joint papers, up to a maximum change. */
  readonly tipping: { readonly step: number; readonly most: number };
  readonly standing: {
    readonly reads: Readonly<Record<StandingId, string>>;
    /** Requirements of the standings that need single papers. */
    readonly needs: Readonly<Record<"S4" | "S5" | "S6", string>>;
    readonly closeTo: number;
    /** Minimum joint works of other large pairs, number of nearest pairs, and the first year considered (`since`). */
    readonly own: {
      readonly leastPapers: number;
      readonly nearest: number;
      readonly rank: number;
      readonly since: number;
    };
    readonly turn: TurnRule;
  };
  readonly confidence: {
    readonly robust: number;
    readonly medium: number;
    readonly leastTestable: number;
    readonly highAgreement: number;
    readonly leastTipping: number;
  };
  /** Full decoupling is supported if neither is among this many largest partners of the other. */
  readonly firstPartners: number;
  /** A sentence for each verdict with placeholders in braces: {people}, {year}, {baseline}, {gap}. */
  readonly headlines: Readonly<Record<VerdictId, string>>;
  /** Printed name of each verdict; in the file, {within} is the change that the partial-decoupling limit allows. */
  readonly names: Readonly<Record<VerdictId, string>>;
  readonly namesInFile: Readonly<Record<VerdictId, string>>;
  readonly words: Words;
}

/** How a turn is dated: simulated p values, and the years that the likelihood does not reject. */
export interface TurnRule {
  readonly from: number;
  readonly trim: number;
  readonly simulations: number;
  readonly seed: number;
  readonly significance: number;
  /** A year is in the interval if n·log(S/S_min) is at most this. */
  readonly drop: number;
  readonly earliest: number;
  readonly latest: number;
}

/** Reads the rule from its file; throws an AnalysisError with the path of any missing, unknown or non-numeric value. */
export function readRule(json: unknown): VerdictRule {
  const file = new JsonReader(json).only(
    ...["name", "version", "note", "changelog", "completeAfterMonths", "leastPapers", "limits", "agreement"],
    ...["series", "baselines", "hongKong", "tipping", "standing", "confidence", "fullDecoupling"],
    ...["headlines", "names", "words"],
  );
  const agreement = file.get("agreement").only("share", "inEverySource");
  const namesInFile = file.get("names").texts(...verdictIds);
  const rule = {
    name: file.get("name").text(),
    version: file.get("version").text(),
    note: file.get("note").text(),
    changelog: file.get("changelog").list((entry) => ({
      version: entry.get("version").text(),
      changes: entry.get("changes").list((change) => change.text()),
    })),
    ...file.numbers("completeAfterMonths", "leastPapers"),
    limits: file.get("limits").onlyNumbers("full", "partial", "recoupled"),
    agreement: {
      share: fraction(agreement.get("share")),
      inEverySource: fraction(agreement.get("inEverySource")),
    },
    series: file.get("series").list(readSeries),
    baselines: file.get("baselines").list(readBaseline) as readonly [Baseline, ...Baseline[]],
    territories: file.get("hongKong").list((one) => one.oneOf(...territories)),
    tipping: file.get("tipping").onlyNumbers("step", "most"),
    standing: readStanding(file.get("standing").only(...standingIds)),
    confidence: file
      .get("confidence")
      .onlyNumbers("robust", "medium", "leastTestable", "highAgreement", "leastTipping"),
    firstPartners: file.get("fullDecoupling").onlyNumbers("partners").partners,
    headlines: file.get("headlines").texts(...verdictIds),
    ...{ names: namesInFile, namesInFile },
    words: file.get("words").texts(...wordIds),
  };
  return withNames(ordered(file, rule));
}

/** The rule, with the limits filled in to the names of its verdicts. */
export function withNames(rule: VerdictRule): VerdictRule {
  const within = Number((100 * (1 - rule.limits.partial)).toFixed(1));
  const named = Object.entries(rule.namesInFile).map(([id, name]) => [id, filled(name, { within })]);
  return { ...rule, names: Object.fromEntries(named) as VerdictRule["names"] };
}

/** With limits out of order, some values would be in two classes or in none. */
function ordered(file: JsonReader, rule: VerdictRule): VerdictRule {
  const { full, partial, recoupled } = rule.limits;
  if (!(0 < full && full < partial && partial <= 1 && 1 <= recoupled))
    file.get("limits").fail("expected 0 < full < partial ≤ 1 ≤ recoupled");
  if (!(rule.tipping.step > 0 && rule.tipping.step <= rule.tipping.most && rule.tipping.most < 1))
    file.get("tipping").fail("expected 0 < step ≤ most < 1");
  return rule;
}

function fraction(reader: JsonReader): Fraction {
  const [numerator, denominator, ...more] = reader.list((part) => part.number());
  if (numerator === undefined || denominator === undefined || more.length > 0)
    return reader.fail("expected a fraction such as [2, 3]");
  if (!(
    Number.isInteger(numerator) &&
    Number.isInteger(denominator) &&
    0 <= numerator &&
    numerator <= denominator
  ))
    reader.fail("expected a fraction between 0 and 1");
  return [numerator, denominator];
}

function readSeries(reader: JsonReader): SeriesChoice {
  reader.only("id", "source", "reads", "short", "measure", "counted", "panel");
  const text = (key: string) => reader.get(key).text();
  const named = { id: text("id"), source: text("source"), reads: text("reads"), short: text("short") };
  const measure = reader.get("measure").oneOf("quasi-independence", "observed over expected");
  const counted = reader.get("counted").oneOf("papers", "links");
  if (counted === "links")
    return { ...named, counted, measure, panel: reader.get("panel").oneOf("world", "listed") };
  if (measure === "quasi-independence")
    reader.get("measure").fail("papers have no quasi-independence; expected “observed over expected”");
  return { ...named, counted };
}

function readBaseline(reader: JsonReader): Baseline {
  reader.only("id", "from", "to");
  const { from, to } = reader.numbers("from", "to");
  if (from > to) reader.fail("the baseline ends before it begins");
  return { id: reader.get("id").text(), from, to };
}

function readStanding(reader: JsonReader): VerdictRule["standing"] {
  const [s1, s2, s3] = [reader.get("S1"), reader.get("S2"), reader.get("S3")];
  const { from: earliest, to: latest } = s3.get("turn").onlyNumbers("from", "to");
  return {
    reads: Object.fromEntries(standingIds.map((id) => [id, reader.get(id).get("reads").text()])) as Record<
      StandingId,
      string
    >,
    needs: {
      S4: reader.get("S4").get("needs").text(),
      S5: reader.get("S5").get("needs").text(),
      S6: reader.get("S6").get("needs").text(),
    },
    ...s1.numbers("closeTo"),
    own: s2.numbers("leastPapers", "nearest", "rank", "since"),
    turn: {
      ...s3.numbers("from", "trim", "simulations", "seed", "significance", "drop"),
      ...{ earliest, latest },
    },
  };
}
