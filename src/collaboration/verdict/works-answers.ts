/** What single papers answer about the standings S4 to S6, and why they cannot answer where they cannot. */
import type { Measure } from "briefing/analysis";
import { sum } from "../indicators/statistics.js";
import type { Decision } from "./decide.js";
import type { VerdictRule } from "./rule.js";
import { type Answer, answer, needing } from "./standing.js";
import type { HiddenPapers } from "./hidden-papers.js";
import type { FieldFinding, PartFinding } from "./works-parts.js";
import type { WorksRatio } from "./works-ratio.js";
import type { WorksRule } from "./works-rule.js";
import { filled, say, type WordId } from "./words.js";

/** The findings that the answers depend on. */
interface Found {
  /** Those of the baseline and that of the verdict. */
  readonly neededYears: readonly number[];
  readonly all: WorksRatio;
  readonly panel: PartFinding;
  readonly located: PartFinding;
  readonly nonhyper: PartFinding;
  readonly separate: PartFinding;
  readonly normalised: PartFinding;
  readonly withoutCountry: { readonly before: Measure; readonly after: Measure };
  readonly fields: readonly FieldFinding[];
  readonly hidden: HiddenPapers;
  /** Why the papers were chosen by the countries of the pair; null if they were not. */
  readonly oneSided: "whole" | "joint" | null;
  /** Whether the cube contains papers of a single country, so that papers without a country are counted, too. */
  readonly hasDomestic: boolean;
}

export function answersOf(
  rule: VerdictRule,
  works: WorksRule,
  decision: Decision,
  found: Found,
): Readonly<Record<"S4" | "S5" | "S6", Answer>> {
  const why = cannotSpeak(rule, works, decision, found);
  if (why !== null) return { S4: needing(why), S5: needing(why), S6: needing(why) };
  const { nonhyper, separate } = found;
  return {
    S4: coverageAnswer(rule, works, found),
    S5: together(works, [
      [nonhyper, papers(rule, works, "without-large-teams")],
      [separate, papers(rule, works, "without-double-addresses")],
    ]),
    S6: fieldAnswer(rule, works, found),
  };
}

function papers(rule: VerdictRule, { leastExpected }: WorksRule, where: WordId): string {
  return say(rule, "needs-papers", { least: leastExpected, where: say(rule, where) });
}

/** Holds if every part agrees, and fails if one differs. */
function together({ needs }: WorksRule, parts: readonly (readonly [PartFinding, needs: string])[]): Answer {
  const stateIs = (state: PartFinding["state"]) => parts.find(([part]) => part.state === state);
  if (stateIs("other") !== undefined) return answer(false);
  const few = stateIs("few-papers");
  if (few !== undefined) return needing(few[1]);
  return stateIs("unclear") === undefined ? answer(true) : needing(needs.papers);
}

function coverageAnswer(rule: VerdictRule, works: WorksRule, found: Found): Answer {
  const { panel, located, withoutCountry, hidden, hasDomestic } = found;
  const before = withoutCountry.before.value;
  const after = withoutCountry.after.value;
  if (before === null || after === null) return needing(works.needs.papers);
  if (Math.abs(after - before) > works.mostChangeWithoutCountry) return answer(false);
  const byPart = together(works, [
    [panel, panel.ratio.value === null ? rule.standing.needs.S4 : papers(rule, works, "in-panel")],
    [located, papers(rule, works, "in-cube")],
  ]);
  if (byPart.state !== "holds") return byPart;
  if (!hasDomestic) return needing(works.needs.domestic);
  if (hidden.couldExplain)
    return needing(
      filled(works.needs.addresses, {
        more: Math.round(Math.abs(hidden.more)),
        missing: Math.round(Math.abs(hidden.missing)),
      }),
    );
  return byPart;
}

/** Standings of a number other than the one behind the verdict would be no evidence about it. */
function cannotSpeak(
  rule: VerdictRule,
  works: WorksRule,
  { range }: Decision,
  { all, oneSided, neededYears }: Found,
): string | null {
  if (range === null) return say(rule, "needs-verdict");
  if (oneSided !== null) return works.needs[oneSided];
  const { value, least, reason, confidence } = all;
  if (value === null) {
    const papers = say(rule, reason === "zero_denominator" ? "needs-both-countries" : "needs-all-years");
    return `${papers} (${neededYears.join(", ")})`;
  }
  if (least < works.leastExpected)
    return say(rule, "needs-papers", { least: works.leastExpected, where: say(rule, "in-cube") });
  if (isNear(works, range, value)) return null;
  const two = (number: number | undefined) => (number ?? NaN).toFixed(2);
  return filled(works.needs.ratio, {
    why: say(rule, "needs-all-papers"),
    ratio: two(value),
    lower: two(confidence?.lower),
    upper: two(confidence?.upper),
    least: two(range.least),
    most: two(range.most),
  });
}

/** Whether R of the cube could be the one behind the verdict. */
export function isNear(
  { closeTo }: WorksRule,
  { least, most }: NonNullable<Decision["range"]>,
  value: number | null,
): boolean {
  return value !== null && value >= least * (1 - closeTo) && value <= most * (1 + closeTo);
}

/**
 * Fails if the mix of fields or one field causes the change, or if too many papers are in fields that differ. It is open
 * where a field differs that is too small to cause the change.
 */
function fieldAnswer(rule: VerdictRule, works: WorksRule, { fields, normalised }: Found): Answer {
  const { share, names } = works.fields;
  const weight = (state: FieldFinding["state"]) =>
    sum(fields.filter((field) => field.state === state).map((field) => field.weight));
  const wanted = share[0] / share[1];
  const isOther = [normalised, ...fields.map(({ without }) => without)].some(
    ({ state }) => state === "other",
  );
  if (isOther || 1 - weight("differs") < wanted - 1e-12) return answer(false);
  const different = fields.filter(({ state }) => state === "differs");
  if (different.length > 0)
    return needing(
      filled(works.needs.fields, {
        fields: different.map(({ field }) => names[field] ?? String(field)).join("; "),
      }),
    );
  const holds = [normalised, ...fields.flatMap(({ state, without }) => (state === "agrees" ? [] : without))];
  return holds.every(({ state }) => state === "same") && weight("agrees") >= wanted - 1e-12
    ? answer(true)
    : needing(say(rule, "needs-papers-by-field"));
}
