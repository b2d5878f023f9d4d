/** Papers of exactly the two countries compared with papers that also involve others. */
import { type EstimatedMeasure, measure, type Measure } from "briefing/analysis";
import { ric } from "../indicators/affinity.js";
import { newcombe, wilson } from "../indicators/inference.js";
import { geometricMean, sum } from "../indicators/statistics.js";
import type { VerdictRule } from "../verdict/rule.js";
import { intervalOf, type RatioQuestion } from "../verdict/works-ratio.js";
import type { RoutingAnswer, WorksRule } from "../verdict/works-rule.js";
import type { CountryCell, PairCell } from "./cells.js";
import { yearsOf } from "./evidence.js";

/** With exactly two countries, or with three or more. */
type PaperKind = "bilateral" | "multilateral";

type RoutingOfYear = Readonly<ReturnType<typeof routingByYear>[number]>;

/** Every year of the cells: counts, and the intensity among bilateral and among multilateral papers alone. */
export function routingByYear(cells: readonly PairCell[]) {
  return yearsOf(cells).map((year) => {
    const own = cells.filter((cell) => cell.year === year);
    const count = (kind: PaperKind) => sum(own.map(({ joint }) => joint[kind]));
    const bilateral = count("bilateral");
    const multilateral = count("multilateral");
    return {
      year,
      bilateral,
      multilateral,
      /** Fraction of the joint papers that involve exactly the two. */
      share: wilson(bilateral, bilateral + multilateral),
      /** Relative intensity of collaboration among papers of each kind: of x with y, and of y with x. */
      intensity: { bilateral: intensity(own, "bilateral"), multilateral: intensity(own, "multilateral") },
    };
  });
}

/** A paper of exactly two countries is one link; one with more countries has a link for each two of them. */
const linksOf: Readonly<Record<PaperKind, (cell: CountryCell) => number>> = {
  bilateral: ({ bilateral }) => bilateral,
  multilateral: ({ multilateralLinks }) => multilateralLinks,
};

function intensity(cells: readonly PairCell[], kind: PaperKind): readonly [Measure, Measure] {
  const over = (of: "x" | "y" | "all") => sum(cells.map((cell) => linksOf[kind](cell[of])));
  const joint = sum(cells.map((cell) => cell.joint[kind]));
  const x = over("x");
  const y = over("y");
  const total = over("all");
  const universe = "links" as const;
  const plain = ({ value, reason, n }: Measure): Measure =>
    measure(value ?? reason ?? "insufficient_data", n);
  return [plain(ric({ universe, joint, x, y, total })), plain(ric({ universe, joint, x: y, y: x, total }))];
}

/** Whether collaboration was re-routed: fewer papers of exactly the two, and more that also involve others. */
export function routing(
  { limits }: Pick<VerdictRule, "limits">,
  { leastExpected }: Pick<WorksRule, "leastExpected">,
  cells: readonly PairCell[],
  { year, baseline }: RatioQuestion,
) {
  const all = routingByYear(cells);
  const after = all.find((one) => one.year === year) ?? null;
  const then = baseline.flatMap((base) => all.find((one) => one.year === base) ?? []);
  const isWhole = after !== null && then.length > 0 && then.length === baseline.length;
  const before = (kind: PaperKind) => sum(then.map((one) => one[kind]));
  // Change in the share of papers of exactly the two, from the whole baseline to the year.
  const shareChange = newcombe(
    { part: before("bilateral"), whole: before("bilateral") + before("multilateral") },
    { part: after?.bilateral ?? 0, whole: (after?.bilateral ?? 0) + (after?.multilateral ?? 0) },
  );
  /** Intensity over that of the baseline; the geometric mean of both directions. */
  const times = {
    bilateral: isWhole ? timesOf("bilateral", then, after) : none,
    multilateral: isWhole ? timesOf("multilateral", then, after) : none,
  };
  const mean = before("bilateral") / then.length;
  const least = Math.min(...then.flatMap((one) => [one.bilateral, one.multilateral]));
  const answer: RoutingAnswer =
    isWhole && least >= leastExpected / 2 ? answerOf(limits, shareChange, times) : "few-papers";
  return {
    answer,
    before: then.at(-1) ?? null,
    after,
    times,
    /** Papers of exactly the two over their mean in the baseline. */
    exactlyTwo: isWhole
      ? measure(mean === 0 ? "zero_denominator" : after.bilateral / mean, then.length + 1)
      : measure("insufficient_data", then.length),
  };
}

const none: EstimatedMeasure = { value: null, reason: "insufficient_data", n: 0, confidence: null };

function timesOf(kind: PaperKind, then: readonly RoutingOfYear[], after: RoutingOfYear): EstimatedMeasure {
  const level = (one: RoutingOfYear) => {
    const [there, back] = one.intensity[kind].map(({ value }) => value);
    return there == null || back == null ? null : Math.sqrt(there * back);
  };
  const before = geometricMean(then.map(level));
  const now = level(after);
  const n = after[kind] + sum(then.map((one) => one[kind]));
  if (before === null || now === null) return { ...measure("zero_denominator", n), confidence: null };
  const error = Math.sqrt(
    1 / Math.max(after[kind], 1) + sum(then.map((one) => 1 / one[kind])) / then.length ** 2,
  );
  return { ...measure(now / before, n), confidence: intervalOf(now / before, error, 1) };
}

/** A kind fell, or did not fall, if its interval excludes the alternative. */
function answerOf(
  { partial }: VerdictRule["limits"],
  shareChange: EstimatedMeasure,
  { bilateral, multilateral }: Readonly<Record<PaperKind, EstimatedMeasure>>,
): RoutingAnswer {
  const fell = ({ value, confidence }: EstimatedMeasure) =>
    (value ?? 1) < partial && (confidence?.upper ?? Infinity) < 1;
  const kept = ({ confidence }: EstimatedMeasure) => (confidence?.lower ?? 0) >= partial;
  if (fell(bilateral) && fell(multilateral)) return "both-fell";
  if (fell(bilateral) && kept(multilateral)) {
    if ((shareChange.confidence?.upper ?? Infinity) >= 0) return "unclear";
    return (multilateral.confidence?.lower ?? 0) > 1 ? "yes" : "exactly-two";
  }
  if (fell(multilateral) && kept(bilateral)) return "multilateral";
  return kept(bilateral) && kept(multilateral) ? "neither" : "unclear";
}
