import type { Decision } from "./decide.js";
import { classes, type ClassOfR, type StandingId, type VerdictRule } from "./rule.js";
import type { Standing } from "./standing.js";
import type { TippingPoint } from "./tipping.js";

type Level = "low" | "medium" | "high";

/** How sure a verdict is, in the manner of the IPCC: agreement of the computations times the evidence for it. */
export interface Confidence {
  readonly level: Level;
  readonly agreement: Level;
  readonly evidence: "limited" | "medium" | "robust";
  /** What kept the level down. */
  readonly caps: readonly string[];
}

const levels = ["low", "medium", "high"] as const;

const table: Readonly<Record<Level, Readonly<Record<Confidence["evidence"], Level>>>> = {
  high: { limited: "low", medium: "medium", robust: "high" },
  medium: { limited: "low", medium: "medium", robust: "medium" },
  low: { limited: "low", medium: "low", robust: "low" },
};

export function confidenceIn(
  rule: VerdictRule,
  decision: Decision,
  {
    standing,
    tipping,
    status,
  }: {
    readonly standing: readonly Standing[];
    readonly tipping: TippingPoint;
    readonly status: "complete" | "early";
  },
): Confidence {
  const agreement = agreementOf(rule, decision);
  const evidence = evidenceOf(rule, decision, standing);
  const caps = [
    ...(standing.some(({ id, state }) => id === "S4" && state === "not testable")
      ? [{ level: "medium" as const, reads: "whether coverage explains it cannot be tested" }]
      : []),
    ...(status === "early" ? [{ level: "medium" as const, reads: "the year was counted early" }] : []),
    ...(tipping.smallest !== null && tipping.smallest < rule.confidence.leastTipping
      ? [
          {
            level: "low" as const,
            reads: "a revision as small as those between editions would change the verdict",
          },
        ]
      : []),
  ];
  const lowest = Math.min(
    ...[table[agreement][evidence], ...caps.map(({ level }) => level)].map((one) => levels.indexOf(one)),
  );
  return { level: levels[lowest] ?? "low", agreement, evidence, caps: caps.map(({ reads }) => reads) };
}

function agreementOf({ confidence }: VerdictRule, { verdict, shares }: Decision): Level {
  if (!isClass(verdict)) return "low";
  return shares[verdict] >= confidence.highAgreement - 1e-12 ? "high" : "medium";
}

function evidenceOf(
  { confidence }: VerdictRule,
  { verdict }: Decision,
  standing: readonly Standing[],
): Confidence["evidence"] {
  const always: readonly StandingId[] = ["S1", "S4", "S5", "S6", "S7"];
  const isCounted = (id: StandingId): boolean =>
    always.includes(id) || (isClass(verdict) && verdict !== "none");
  const testable = standing.filter(
    ({ id, state }) => isCounted(id) && (state === "holds" || state === "does not hold"),
  );
  const held = testable.filter(({ state }) => state === "holds").length;
  if (testable.length < confidence.leastTestable) return "limited";
  const part = held / testable.length;
  if (part >= confidence.robust) return "robust";
  return part >= confidence.medium ? "medium" : "limited";
}

function isClass(verdict: string): verdict is ClassOfR {
  return (classes as readonly string[]).includes(verdict);
}
