import { omit } from "briefing/analysis";
import {
  anyObject,
  checked,
  fail,
  list,
  number,
  object,
  oneOf,
  type Reader,
  text,
  texts,
} from "./json-reader.js";
import { filled, wordIds } from "./words.js";

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

/** The first and the last of some years, both included. */
export interface YearSpan {
  readonly from: number;
  readonly to: number;
}

export interface Baseline extends YearSpan {
  readonly id: string;
}

/** The rule as data, with a version. In a function, so that the browser's program does without the readers. */
const ruleFile = () =>
  object({
    name: text,
    version: text,
    note: text,
    /** For pages that say whether the limits have changed since. */
    limitsOfFirstVersion: object({ full: number, partial: number, recoupled: number }),
    changelog: list(object({ version: text, changes: list(text) })),
    /** A year is complete if it was counted at least this many months after its end. */
    completeAfterMonths: number,
    /** With fewer joint papers, R is not computed. */
    leastPapers: number,
    /**
     * Class limits: full ≤ .25 < partial < .90 ≤ none ≤ 1.11 < recoupled; `partial` is an exclusive upper limit. Out of
     * order, some values would be in two classes or in none.
     */
    limits: checked(
      object({ full: number, partial: number, recoupled: number }),
      ({ full, partial, recoupled }) => 0 < full && full < partial && partial <= 1 && 1 <= recoupled,
      "expected 0 < full < partial ≤ 1 ≤ recoupled",
    ),
    /** Share of specifications a verdict needs over all sources; in each source it must also exceed the runner-up. */
    agreement: object({ share: fraction, inEverySource: fraction }),
    series: list(readSeries),
    /** Headlines quote the first. */
    baselines: list(readBaseline) as Reader<readonly [Baseline, ...Baseline[]]>,
    /** Whether Hong Kong and Macau count as separate economies or as parts of China. */
    hongKong: list(oneOf("apart", "with China")),
    /** The tipping point is searched in steps of joint papers, up to a maximum change. */
    tipping: checked(
      object({ step: number, most: number }),
      ({ step, most }) => 0 < step && step <= most && most < 1,
      "expected 0 < step ≤ most < 1",
    ),
    standing: object({
      S1: object({ reads: text, closeTo: number }),
      /** Minimum joint works of other large pairs, number of nearest pairs, and the first year considered (`since`). */
      S2: object({ reads: text, leastPapers: number, nearest: number, rank: number, since: number }),
      /** How a turn is dated: simulated p values, and the years that the likelihood does not reject. */
      S3: object({
        reads: text,
        from: number,
        trim: number,
        simulations: number,
        seed: number,
        significance: number,
        /** A year is in the interval if n·log(S/S_min) is at most this. */
        drop: number,
        turn: object({ from: number, to: number }),
      }),
      /** Requirements of the standings that need single papers. */
      S4: object({ reads: text, needs: text }),
      S5: object({ reads: text, needs: text }),
      S6: object({ reads: text, needs: text }),
      S7: object({ reads: text }),
    }),
    confidence: object({
      robust: number,
      medium: number,
      leastTestable: number,
      highAgreement: number,
      leastTipping: number,
      /** A computation counts as a change from this distance of R from 1 on: a revision can be as large. */
      direction: object({ reads: text, beyond: number }),
      /** Computations, and sources, whose R differ by at most this have one size. */
      size: object({ reads: text, closeTo: number }),
      class: object({ reads: text }),
    }),
    /** It is supported if neither is among this many largest partners of the other. */
    fullDecoupling: object({ partners: number }),
    /** A sentence for each verdict with placeholders in braces: {people}, {year}, {baseline}, {gap}. */
    headlines: texts(verdictIds),
    /** Printed name of each verdict; {within} is the change that the partial-decoupling limit allows. */
    names: texts(verdictIds),
    words: texts(wordIds),
  });

/** Reads the rule from its file; throws an AnalysisError with the path of any missing, unknown or non-numeric value. */
export const readRule = (json: unknown): VerdictRule => withNames(ruleIn(json));

export type VerdictRule = Readonly<ReturnType<typeof ruleIn>>;
export type TurnRule = VerdictRule["standing"]["turn"];
export type StandingId = keyof VerdictRule["standing"]["reads"];
export type Territory = VerdictRule["territories"][number];

function ruleIn(json: unknown) {
  const file = ruleFile()(json, "");
  const { hongKong, tipping, standing, confidence, fullDecoupling, headlines, names, words, ...first } = file;
  const { S1, S2, S3, S4, S5, S6 } = standing;
  const reads = Object.entries(standing).map(([id, one]) => [id, one.reads]);
  return {
    ...first,
    territories: hongKong,
    tipping,
    standing: {
      reads: Object.fromEntries(reads) as Readonly<Record<keyof typeof standing, string>>,
      needs: { S4: S4.needs, S5: S5.needs, S6: S6.needs },
      closeTo: S1.closeTo,
      own: omit(S2, "reads"),
      turn: { ...omit(S3, "reads", "turn"), earliest: S3.turn.from, latest: S3.turn.to },
    },
    confidence,
    firstPartners: fullDecoupling.partners,
    headlines,
    names,
    namesInFile: names,
    words,
  };
}

/**
 * The rule, with the limits filled in to the names of its verdicts. A name says `(within {within} %)` only if as much is
 * allowed upwards: with another limit of partial decoupling, R may rise further than it may fall, or less far.
 */
export function withNames(rule: VerdictRule): VerdictRule {
  const { partial, recoupled } = rule.limits;
  const within = Number((100 * (1 - partial)).toFixed(1));
  const isEven = Math.abs(partial * recoupled - 1) < 0.01;
  const named = Object.entries(rule.namesInFile).map(([id, name]) => {
    const chosen = isEven ? name : name.replace(/ \([^()]*\{within\}[^()]*\)/, "");
    return [id, filled(chosen, { within })];
  });
  return { ...rule, names: Object.fromEntries(named) as VerdictRule["names"] };
}

/** What may be chosen instead of what the rule says, for the same verdict with another number. */
export interface RuleChoices {
  /** Id of the baseline that is quoted; the verdict uses all. */
  readonly baseline?: string;
  /** R below which it is partial decoupling. */
  readonly partial?: number;
  readonly completeAfterMonths?: number;
}

/** The rule with other choices; undefined for a baseline that it does not have. */
export function withChoices(
  rule: VerdictRule,
  { baseline, partial = rule.limits.partial, completeAfterMonths = rule.completeAfterMonths }: RuleChoices,
): VerdictRule | undefined {
  const quoted =
    baseline === undefined ? rule.baselines[0] : rule.baselines.find(({ id }) => id === baseline);
  if (quoted === undefined) return undefined;
  const others = rule.baselines.filter((each) => each !== quoted);
  return withNames({
    ...rule,
    completeAfterMonths,
    baselines: [quoted, ...others],
    limits: { ...rule.limits, partial },
  });
}

export function fraction(value: unknown, path: string): Fraction {
  const [numerator, denominator, ...more] = list(number)(value, path);
  if (numerator === undefined || denominator === undefined || more.length > 0)
    return fail(value, path, "expected a fraction such as [2, 3]");
  const areWhole = Number.isInteger(numerator) && Number.isInteger(denominator);
  return areWhole && 0 <= numerator && numerator <= denominator
    ? [numerator, denominator]
    : fail(value, path, "expected a fraction between 0 and 1");
}

function readSeries(value: unknown, path: string): SeriesChoice {
  const named = { id: text, source: text, reads: text, short: text };
  const measure = oneOf("quasi-independence", "observed over expected");
  if ("counted" in anyObject(value, path) && (value as { readonly counted: unknown }).counted === "papers") {
    const ofPapers = checked(
      measure,
      (given) => given === "observed over expected",
      "papers have no quasi-independence; expected “observed over expected”",
    );
    return omit(object({ ...named, counted: oneOf("papers"), measure: ofPapers })(value, path), "measure");
  }
  const counted = oneOf("papers", "links");
  const read = object({ ...named, counted, measure, panel: oneOf("world", "listed") })(value, path);
  return { ...read, counted: "links" };
}

const readBaseline: Reader<Baseline> = (value, path) =>
  checked(
    object({ id: text, from: number, to: number }),
    ({ from, to }) => from <= to,
    "the baseline ends before it begins",
  )(value, path);
