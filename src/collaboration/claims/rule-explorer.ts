/** The verdict rule for readers to explore: the settings they can change and the resulting verdict. */
import {
  type Answer,
  type Control,
  type Explorer,
  fmt,
  type Outcome,
  own,
  roundNumbers,
  type Settings,
  type Spec,
} from "briefing/analysis";
import { sourceName } from "../pair/editions.js";
import type { PairContext } from "../pair/context.js";
import { type CarriedEvidence, carriedEvidence } from "../verdict/carried-evidence.js";
import type { Evidence, YearVerdict } from "../verdict/assess.js";
import { type Baseline, type Territory, type VerdictRule, classes } from "../verdict/rule.js";
import { statusOf } from "../verdict/series.js";
import { type RuleSettings, tryRule } from "../verdict/settings.js";
import { say } from "../verdict/words.js";
import { pointsSpec, verdictPoints } from "./verdict-points.js";
import { changeOver } from "../verdict/summary.js";

export interface PublishedRule {
  readonly rule: VerdictRule;
  /** Taken from the published verdict. */
  readonly year: number;
}

/** What the page embeds: the explorer's settings and the evidence. */
export interface CarriedRule extends PublishedRule {
  readonly evidence: CarriedEvidence;
}

/** The program for the reader's browser that evaluates the rule, as this package exports it. */
export const ruleProgram = "briefing-collaboration/verdict-rule";

/** The option of `figure({ explorer })` that lets readers of the page try the rule. */
export function tryTheRule(about: PairContext, settled: YearVerdict) {
  const { rule, evidence } = about;
  const data: CarriedRule = { rule, year: settled.year, evidence: carriedEvidence(rule, evidence) };
  return { program: ruleProgram, published: answerOf(about, settled), data };
}

const ownBaseline = "own";
const allBaselines = "all";

export function ruleExplorer(published: PublishedRule, evidence: Evidence): Explorer {
  const { rule, year } = published;
  return {
    title: say(rule, "try-title"),
    note: say(rule, "try-note"),
    controls: controlsOf(rule, evidence, year),
    outcome: (settings) => outcomeOf(published, evidence, settings),
  };
}

function controlsOf(rule: VerdictRule, { series }: Evidence, year: number): readonly Control[] {
  const [{ from, to }] = rule.baselines;
  const years = yearsOf(series);
  const number = (
    id: "full" | "partial" | "recoupled" | "from" | "to",
    published: number,
    [min, max]: readonly [number, number],
    step = finest(published),
  ) => ({
    kind: "number" as const,
    id,
    label: say(rule, `try-${id}`),
    published,
    min,
    max,
    step,
  });
  const labelled = (id: "baseline" | "year" | "series" | "territories") => ({
    id,
    label: say(rule, `try-${id}`),
  });
  const onlyIf = { id: "baseline", is: ownBaseline };
  const span: readonly [number, number] = [years[0] ?? from, (years.at(-1) ?? to) - 1];
  return [
    number("full", rule.limits.full, [0.01, 0.99]),
    number("partial", rule.limits.partial, [0.02, 1]),
    number("recoupled", rule.limits.recoupled, [1, 2]),
    {
      kind: "one",
      ...labelled("baseline"),
      published: allBaselines,
      options: [
        { value: allBaselines, label: say(rule, "try-all-baselines") },
        ...rule.baselines.map(({ id }) => ({ value: id, label: say(rule, "try-one-baseline", { id }) })),
        { value: ownBaseline, label: say(rule, "try-other-years") },
      ],
    },
    { ...number("from", from, span, 1), onlyIf },
    { ...number("to", to, span, 1), onlyIf },
    {
      kind: "one",
      ...labelled("year"),
      published: String(year),
      options: years
        .filter((one) => one > to)
        .map((one) => ({ value: String(one), label: `${String(one)}${yearNote(rule, series, one)}` })),
    },
    {
      kind: "several",
      ...labelled("series"),
      published: rule.series.map(({ id }) => id),
      options: rule.series.map(({ id, reads }) => ({ value: id, label: reads })),
    },
    {
      kind: "several",
      ...labelled("territories"),
      published: rule.territories,
      options: rule.territories.map((which) => ({
        value: which,
        label: say(rule, "try-territory", { which }),
      })),
    },
  ];
}

/** Hundredths, or as many digits as the published number. */
function finest(published: number): number {
  const decimals = String(published).split(".")[1]?.length ?? 0;
  return Number((10 ** -Math.max(2, decimals)).toFixed(12));
}

function yearsOf(series: Evidence["series"]): readonly number[] {
  return [...new Set(series.flatMap(({ years }) => years.map(({ year }) => year)))].sort((a, b) => a - b);
}

/** The sources that have the year, and whether it is an early count. */
function yearNote(rule: VerdictRule, series: Evidence["series"], year: number): string {
  const counted = series.flatMap(({ choice, years }) =>
    years.filter((point) => point.year === year).map((point) => ({ choice, point })),
  );
  const isWhole =
    namesOf(counted.map(({ choice }) => choice)) === namesOf(series.map(({ choice }) => choice));
  const isEarly = counted.some(({ point }) => statusOf(point, rule) === "incomplete");
  const notes = [
    ...(isWhole ? [] : [say(rule, "only-in", { sources: namesOf(counted.map(({ choice }) => choice)) })]),
    ...(isEarly ? [say(rule, "early-count")] : []),
  ];
  return notes.length === 0 ? "" : ` (${notes.join(", ")})`;
}

function namesOf(choices: readonly { readonly source: string }[]): string {
  return fmt.list([...new Set(choices.map(({ source }) => sourceName(source)))]).text;
}

/** The chosen settings, or why they are invalid. */
function settingsOf(rule: VerdictRule, settings: Settings): RuleSettings | string {
  const number = (id: string) => Number(own(settings, id));
  const chosen = (id: string) => own(settings, id) as readonly string[];
  const limits = { full: number("full"), partial: number("partial"), recoupled: number("recoupled") };
  if (!Object.values(limits).every(Number.isFinite)) return say(rule, "limit-missing");
  if (!(0 < limits.full && limits.full < limits.partial && limits.partial <= 1 && 1 <= limits.recoupled))
    return say(rule, "limits-fall");
  const isOther = own(settings, "baseline") === ownBaseline;
  if (isOther && ![number("from"), number("to")].every(Number.isInteger)) return say(rule, "years-missing");
  const baselines = baselinesOf(rule, settings);
  if (baselines === undefined) return say(rule, "years-reversed");
  if (chosen("series").length === 0) return say(rule, "no-source");
  const isLinked = rule.series.some(
    ({ id, counted }) => counted === "links" && chosen("series").includes(id),
  );
  if (isLinked && chosen("territories").length === 0) return say(rule, "no-territory");
  return {
    limits,
    baselines,
    series: chosen("series"),
    year: number("year"),
    territories: rule.territories.filter((one: Territory) => chosen("territories").includes(one)),
  };
}

function baselinesOf(rule: VerdictRule, settings: Settings): RuleSettings["baselines"] | undefined {
  if (settings["baseline"] === allBaselines) return rule.baselines;
  const known = rule.baselines.find(({ id }) => id === settings["baseline"]);
  if (known !== undefined) return [known];
  const from = Number(settings["from"]);
  const to = Number(settings["to"]);
  if (!(from <= to)) return undefined;
  const other: Baseline = { id: from === to ? String(from) : `${String(from)}–${String(to)}`, from, to };
  return [other];
}

function outcomeOf({ rule }: PublishedRule, evidence: Evidence, given: Settings): Outcome {
  const settings = settingsOf(rule, given);
  if (typeof settings === "string") return { kind: "refused", reason: settings };
  const { assessment, verdict } = tryRule(rule, evidence, settings);
  if (verdict === null) return { kind: "refused", reason: whyNone(rule, evidence, settings) };
  const { range, reason = say(rule, "no-ratio") } = verdict.decision;
  if (range === null) return { kind: "refused", reason: say(rule, "no-answer", { reason }) };
  const points = verdictPoints(verdict.decision);
  const drawn = {
    year: verdict.year,
    limit: fmt.ratio(settings.limits.partial).text,
    below: fmt.count(points.filter(({ ratio }) => ratio < settings.limits.partial).length).text,
    all: fmt.count(points.length).text,
  };
  return {
    kind: "answered",
    answer: answerOf({ rule: assessment.rule, assessment }, verdict),
    title: say(rule, "curve-title", drawn),
    alt: say(rule, "curve-alt", drawn),
    // Rounded like emitted figures, so that every browser shows the same digits.
    spec: roundNumbers(pointsSpec(assessment.rule, verdict.decision)) as Spec,
  };
}

/** Why a year has no verdict under these settings. */
function whyNone(
  rule: VerdictRule,
  { series }: Evidence,
  { baselines, series: chosen, year }: RuleSettings,
): string {
  const [{ to }] = baselines;
  if (to >= year) return say(rule, "baseline-too-late", { year });
  const without = series.filter(
    ({ choice, years }) => chosen.includes(choice.id) && !years.some((point) => point.year === year),
  );
  const sources = namesOf(without.map(({ choice }) => choice));
  return without.length === 0
    ? say(rule, "nothing-follows", { year })
    : say(rule, without.length > 1 ? "sources-lack-year" : "source-lacks-year", { sources, year });
}

/** The verdict in a few words, followed by explanatory sentences. */
export function answerOf(
  { rule, assessment }: Pick<PairContext, "rule" | "assessment">,
  verdict: YearVerdict,
): Answer {
  const early = verdict.status === "early" ? `, ${say(rule, "early-count")}` : "";
  const leftOut = assessment.comparable.leftOut.map(({ id, reason }) =>
    say(rule, "left-out", { series: rule.series.find((one) => one.id === id)?.reads ?? id, reason }),
  );
  return {
    inShort: rule.names[verdict.verdict] + early,
    words: [
      ratioOf(rule, verdict),
      say(rule, "shares", { shares: fmt.list(sharesOf(rule, verdict)).text }),
      say(rule, "confidence", {
        direction: verdict.confidence.direction.level,
        size: verdict.confidence.size.level,
        class: verdict.confidence.class.level,
      }),
      // A series counted in two ways is excluded in both.
      ...new Set(leftOut),
    ],
  };
}

/** R (lowest, highest and median) together with joint papers. */
function ratioOf(rule: VerdictRule, { year, decision: { range, ratios } }: YearVerdict): string {
  const change = changeOver(ratios)?.papers;
  const ratio = (of: "least" | "most" | "median") => fmt.ratio(range?.[of] ?? NaN, { digits: 3 }).text;
  return say(rule, "ratio", {
    year,
    least: ratio("least"),
    most: ratio("most"),
    median: ratio("median"),
    count: fmt.count(ratios.length).text,
    change: change === undefined ? say(rule, "not-available") : fmt.change(change).text,
    baseline: rule.baselines.length > 1 ? say(rule, "each-baseline") : baselineOf(rule),
  });
}

function baselineOf({ baselines: [{ from, to }] }: VerdictRule): string {
  return fmt.range(from, to, "year").text;
}

/** The classes that the computations fall into, each with its share. */
function sharesOf(rule: VerdictRule, { decision: { shares } }: YearVerdict): readonly string[] {
  return classes
    .filter((name) => shares[name] > 0)
    .map((name) =>
      say(rule, "share", {
        name: rule.names[name],
        share: fmt.percent(shares[name], { digits: 0 }).text,
      }),
    );
}
