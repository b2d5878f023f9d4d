/** The verdict rule as a reader can try it: what can be set, and what the rule answers then. */
import * as fmt from "../../authoring/show/fmt.js";
import { roundNumbers } from "../../authoring/show/number.js";
import { text } from "../../authoring/show/text.js";
import { plainText } from "../../authoring/show/value.js";
import type { Spec } from "../../authoring/charts/spec.js";
import type { Answer, Control, Explorer, Outcome, Settings } from "../../model/explorer.js";
import { own } from "../../lib/own.js";
import type { EconomiesRow } from "../rows.js";
import { sourceName } from "../pair/editions.js";
import type { PairContext } from "../pair/context.js";
import { type CarriedEvidence, carriedEvidence } from "../verdict/carried-evidence.js";
import type { Evidence, YearVerdict } from "../verdict/assess.js";
import type { Baseline, Territory, VerdictRule } from "../verdict/rule.js";
import { statusOf } from "../verdict/series.js";
import { type RuleSettings, tryRule } from "../verdict/settings.js";
import { quotedChange, verdictNames } from "../verdict/summary.js";
import { headline, type Judged, ratioWords, shareWords, tipWords } from "./decoupling.js";
import { curveSpec, curveWords } from "./verdict-curve.js";

type Name = Pick<EconomiesRow, "inSentence">;

/** The rule as it was published, about a pair. */
export interface PublishedRule {
  readonly rule: VerdictRule;
  readonly one: Name;
  readonly two: Name;
  /** The published verdict's. */
  readonly year: number;
}

/** What a page carries of it, with its evidence. */
export interface CarriedRule extends PublishedRule {
  readonly evidence: CarriedEvidence;
}

/** The name of the program of the package that computes it. */
export const ruleProgram = "verdict-rule";

/** What `figure({ explorer })` takes: the reader of the page can then try the rule. */
export function tryTheRule(about: PairContext, settled: YearVerdict) {
  const { rule, evidence } = about;
  const name = ({ inSentence }: Name): Name => ({ inSentence });
  const data: CarriedRule = {
    ...{ rule, year: settled.year, evidence: carriedEvidence(rule, evidence) },
    ...{ one: name(about.one), two: name(about.two) },
  };
  return { program: ruleProgram, published: answerOf(about, settled), data };
}

const ownBaseline = "own";
const allBaselines = "all";

export function ruleExplorer(published: PublishedRule, evidence: Evidence): Explorer {
  const { rule, year } = published;
  return {
    title: "Try the rule",
    note: "Change a limit, the baseline, the year or the sources: the page computes the verdict again, with the program that made the briefing.",
    controls: controlsOf(rule, evidence, year),
    outcome: (settings) => outcomeOf(published, evidence, settings),
  };
}

function controlsOf(rule: VerdictRule, { series }: Evidence, year: number): readonly Control[] {
  const [{ from, to }] = rule.baselines;
  const years = yearsOf(series);
  const number = (
    id: string,
    label: string,
    published: number,
    [min, max]: readonly [number, number],
    step = finest(published),
  ) => ({
    ...{ kind: "number" as const, id, label, published, min, max, step },
  });
  const onlyIf = { id: "baseline", is: ownBaseline };
  const span: readonly [number, number] = [years[0] ?? from, (years.at(-1) ?? to) - 1];
  return [
    number("full", "Full decoupling: R up to", rule.limits.full, [0.01, 0.99]),
    number("partial", "Partial decoupling: R below", rule.limits.partial, [0.02, 1]),
    number("recoupled", "Recoupling: R above", rule.limits.recoupled, [1, 2]),
    {
      ...{ kind: "one", id: "baseline", label: "Compared with", published: allBaselines },
      options: [
        {
          value: allBaselines,
          label: "all baselines of the rule",
        },
        ...rule.baselines.map(({ id }) => ({ value: id, label: `${id} alone` })),
        { value: ownBaseline, label: "other years" },
      ],
    },
    { ...number("from", "First year", from, span, 1), onlyIf },
    { ...number("to", "Last year", to, span, 1), onlyIf },
    {
      ...{ kind: "one", id: "year", label: "Year of the verdict", published: String(year) },
      options: years
        .filter((one) => one > to)
        .map((one) => ({ value: String(one), label: `${String(one)}${yearNote(rule, series, one)}` })),
    },
    {
      ...{ kind: "several", id: "series", label: "Sources and measures" },
      published: rule.series.map(({ id }) => id),
      options: rule.series.map(({ id, reads }) => ({ value: id, label: reads })),
    },
    {
      ...{ kind: "several", id: "territories", label: "Hong Kong and Macau" },
      published: rule.territories,
      options: rule.territories.map((one) => ({ value: one, label: `counted ${one}` })),
    },
  ];
}

/** Hundredths, or as fine as the published number. */
function finest(published: number): number {
  const decimals = String(published).split(".")[1]?.length ?? 0;
  return Number((10 ** -Math.max(2, decimals)).toFixed(12));
}

function yearsOf(series: Evidence["series"]): readonly number[] {
  return [...new Set(series.flatMap(({ years }) => years.map(({ year }) => year)))].sort((a, b) => a - b);
}

/** Who has the year alone, and whether it was counted early. */
function yearNote(rule: VerdictRule, series: Evidence["series"], year: number): string {
  const counted = series.flatMap(({ choice, years }) =>
    years.filter((point) => point.year === year).map((point) => ({ source: choice.source, point })),
  );
  const sources = [...new Set(counted.map(({ source }) => source))];
  const isWhole = new Set(series.map(({ choice }) => choice.source)).size === sources.length;
  const isEarly = counted.some(({ point }) => statusOf(point, rule) === "incomplete");
  const notes = [
    ...(isWhole ? [] : [`${fmt.list(sources.map(sourceName)).text} only`]),
    ...(isEarly ? ["early count"] : []),
  ];
  return notes.length === 0 ? "" : ` (${notes.join(", ")})`;
}

/** What was set, or why it cannot be. */
function settingsOf(rule: VerdictRule, settings: Settings): RuleSettings | string {
  const number = (id: string) => Number(own(settings, id));
  const chosen = (id: string) => own(settings, id) as readonly string[];
  const limits = { full: number("full"), partial: number("partial"), recoupled: number("recoupled") };
  if (!Object.values(limits).every(Number.isFinite)) return "A limit is missing: give each a number.";
  if (!(0 < limits.full && limits.full < limits.partial && limits.partial <= 1 && 1 <= limits.recoupled))
    return "The limits must rise: full below partial, partial at most 1, recoupling at least 1.";
  const isOther = own(settings, "baseline") === ownBaseline;
  if (isOther && ![number("from"), number("to")].every(Number.isInteger))
    return "Give the first and the last year of the baseline.";
  const baselines = baselinesOf(rule, settings);
  if (baselines === undefined) return "The baseline ends before it begins.";
  if (chosen("series").length === 0) return "Choose at least one source.";
  const isLinked = rule.series.some(
    ({ id, counted }) => counted === "links" && chosen("series").includes(id),
  );
  if (isLinked && chosen("territories").length === 0)
    return "Say how Hong Kong and Macau are counted: apart, with China, or both ways.";
  return {
    ...{ limits, baselines, series: chosen("series"), year: number("year") },
    territories: rule.territories.filter((one: Territory) => chosen("territories").includes(one)),
  };
}

function baselinesOf(rule: VerdictRule, settings: Settings): RuleSettings["baselines"] | undefined {
  if (settings["baseline"] === allBaselines) return rule.baselines;
  const known = rule.baselines.find(({ id }) => id === settings["baseline"]);
  if (known !== undefined) return [known];
  const [from, to] = [Number(settings["from"]), Number(settings["to"])];
  if (!(from <= to)) return undefined;
  const other: Baseline = { id: from === to ? String(from) : `${String(from)}–${String(to)}`, from, to };
  return [other];
}

function outcomeOf(published: PublishedRule, evidence: Evidence, given: Settings): Outcome {
  const settings = settingsOf(published.rule, given);
  if (typeof settings === "string") return { kind: "refused", reason: settings };
  const { assessment, verdict } = tryRule(published.rule, evidence, settings);
  if (verdict === null) return { kind: "refused", reason: whyNone(evidence, settings) };
  if (verdict.decision.range === null)
    return {
      kind: "refused",
      reason: `There is no verdict: ${verdict.decision.reason ?? "R cannot be computed"}.`,
    };
  const { title, alt } = curveWords(assessment.rule, verdict);
  return {
    kind: "answered",
    answer: answerOf({ ...published, rule: assessment.rule, assessment }, verdict),
    title: plainText(title),
    alt: plainText(alt),
    // As figures are emitted: the same digits in every browser.
    spec: roundNumbers(curveSpec(assessment.rule, verdict.decision)) as Spec,
  };
}

/** The verdict in a few words, and the sentences below it. */
function answerOf(about: Judged, verdict: YearVerdict): Answer {
  const { rule, assessment } = about;
  const { fewer, more } = tipWords(about, verdict);
  const words = [
    ...(quotedChange(assessment, verdict.year) === null ? [] : [headline(about, verdict)]),
    ratioWords(about, verdict),
    text`Weighted so that each source counts the same, ${fmt.list(shareWords(verdict))}.`,
    text`${fewer} ${more}`,
    text`Confidence is ${verdict.confidence.level}.`,
    // A series that is counted in two ways is left out twice.
    ...new Set(
      assessment.comparable.leftOut.map(
        ({ id, reason }) => `Left out: ${readsOf(rule, id)}, since ${reason}.`,
      ),
    ),
  ];
  return {
    inShort: verdictNames[verdict.verdict] + (verdict.status === "early" ? ", early count" : ""),
    words: words.map((sentence) => (typeof sentence === "string" ? sentence : plainText(sentence))),
  };
}

function readsOf({ series }: VerdictRule, id: string): string {
  return series.find((choice) => choice.id === id)?.reads ?? id;
}

/** Why a year has no verdict under some settings. */
function whyNone({ series }: Evidence, { baselines, series: chosen, year }: RuleSettings): string {
  const [{ to }] = baselines;
  if (to >= year) return `The verdict of ${String(year)} needs a baseline that is over before.`;
  const asked = series.filter(({ choice }) => chosen.includes(choice.id));
  const without = asked.filter(({ years }) => !years.some((point) => point.year === year));
  const names = (lacking: Evidence["series"]) =>
    fmt.list([...new Set(lacking.map(({ choice }) => sourceName(choice.source)))]).text;
  if (without.length > 0)
    return `${names(without)} has no count of ${String(year)}: choose another year, or leave ${without.length > 1 ? "its series" : "it"} out.`;
  return `No verdict of ${String(year)} follows from these settings.`;
}
