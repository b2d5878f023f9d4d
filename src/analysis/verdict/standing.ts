import { decide, type Decision } from "./decide.js";
import type { OwnChange } from "./own.js";
import { type StandingId, type VerdictId, type VerdictRule } from "./rule.js";
import { isDated, type PanelTurn } from "./turns.js";

/** A reason to trust a verdict, or not: none decides it. */
export interface Standing {
  readonly id: StandingId;
  readonly reads: string;
  readonly state: "holds" | "does not hold" | "not testable" | "not defined";
  /** What a test would take. */
  readonly needs?: string;
}

export interface StandingFacts {
  readonly decision: Decision;
  readonly own: readonly OwnChange[];
  readonly turns: readonly PanelTurn[];
  /** Panels that the pair's change and turn were looked for in. */
  readonly panels: number;
  /** The verdict of the early count; null for the early count itself, undefined where there is none. */
  readonly early: VerdictId | null | undefined;
}

/** The seven standings of a verdict. */
export function standingOf(rule: VerdictRule, facts: StandingFacts): readonly Standing[] {
  const { reads, needs } = rule.standing;
  const untested = (id: "S4" | "S5" | "S6"): Standing => ({
    id,
    reads: reads[id],
    state: "not testable",
    needs: needs[id],
  });
  const tested = (id: "S1" | "S2" | "S3" | "S7", answer: Answer): Standing => ({
    id,
    reads: reads[id],
    ...answer,
  });
  return [
    tested("S1", sourcesAgree(rule, facts.decision)),
    tested("S2", isOwn(rule, facts)),
    tested("S3", hasDate(rule, facts)),
    untested("S4"),
    untested("S5"),
    untested("S6"),
    tested("S7", earlyAgrees(facts)),
  ];
}

type Answer = Pick<Standing, "state" | "needs">;

const answer = (holds: boolean): Answer => ({ state: holds ? "holds" : "does not hold" });
const needing = (needs: string): Answer => ({ state: "not testable", needs });

const noVerdict = needing("a verdict");

function sourcesAgree(rule: VerdictRule, { verdict, sources, ratios }: Decision): Answer {
  if (verdict === "no verdict") return noVerdict;
  if (sources.length < 2) return needing("a second source with the same years");
  const alone = sources.map(
    ({ source }) =>
      decide(
        rule,
        ratios.filter(({ specification }) => specification.series.choice.source === source),
      ).verdict,
  );
  const medians = sources.flatMap(({ median }) => median ?? []);
  const close = Math.max(...medians) / Math.min(...medians) - 1 <= rule.standing.closeTo;
  return answer(alone.every((one) => one === verdict) || close);
}

function isOwn({ standing }: VerdictRule, { own, panels, decision }: StandingFacts): Answer {
  if (decision.verdict === "no verdict") return noVerdict;
  if (panels === 0 || own.length < panels)
    return needing("other large pairs to compare with, in every panel");
  return answer(own.every(({ p }) => p <= standing.own.rank));
}

function hasDate({ standing }: VerdictRule, { turns, panels, decision }: StandingFacts): Answer {
  if (decision.verdict === "no verdict") return noVerdict;
  if (panels === 0 || turns.length < panels) return needing("enough years before and after, in every panel");
  return answer(isDated(turns, standing.turn, directionOf(decision.verdict)));
}

function earlyAgrees({ decision, early }: StandingFacts): Answer {
  if (early === null) return { state: "not defined" };
  if (decision.verdict === "no verdict") return noVerdict;
  if (early === undefined) return needing("a later year that every source has");
  if (early === "no verdict") return needing("a verdict on the early count");
  // "between partial and none" agrees with itself, with "partial" and with "none".
  return answer(early === decision.verdict || parts(decision.verdict).includes(early));
}

/** The two classes of a "between". */
function parts(verdict: VerdictId): readonly string[] {
  return /^between (\w+) and (\w+)$/.exec(verdict)?.slice(1) ?? [];
}

/** Whether a verdict is about more joint work or about less. */
export function directionOf(verdict: VerdictId): "down" | "up" {
  return verdict === "recoupled" ? "up" : "down";
}
