import { AnalysisError } from "../errors.js";
import { toInterval } from "../interval.js";
import type { Fact, Reading } from "./facts.js";
import {
  allOf,
  conjunction,
  disjunction,
  type Evidence,
  type Missing,
  type Outcome,
  type Truth,
} from "./outcome.js";
import type { Comparison, Dimension, Operator, SameSide, Test, VerdictState } from "./rule.js";

/** A quantity as the evaluation knows it: a fact, and the specifications that it should have but has not. */
export interface Known {
  readonly fact: Fact;
  readonly absent: readonly string[];
}

export interface Knowledge {
  readonly quantities: ReadonlyMap<string, Known>;
  readonly verdicts: ReadonlyMap<
    string,
    { readonly state: VerdictState; readonly missing: readonly Missing[] }
  >;
  readonly thresholds: Readonly<Record<string, number>>;
}

export function testCondition(test: Test, knowledge: Knowledge): Outcome {
  if ("all" in test) return conjunction(test.all.map((part) => testCondition(part, knowledge)));
  if ("any" in test) return disjunction(test.any.map((part) => testCondition(part, knowledge)));
  if ("verdict" in test) return ofVerdict(test.verdict, test.is, knowledge);
  return "sameSide" in test
    ? ofReadings(test.sameSide, null, test.about, knowledge, (readings) => onOneSide(readings, test))
    : compare(test, knowledge);
}

function ofVerdict(id: string, is: VerdictState, { verdicts }: Knowledge): Outcome {
  const other = verdicts.get(id);
  if (other === undefined) throw new AnalysisError(`verdict: no verdict "${id}" before this one`);
  if (other.state === is) return { state: "true", evidence: [], missing: [] };
  if (other.state !== "open") return { state: "false", evidence: [], missing: [] };
  const state = other.missing.some((missing) => missing.state === "not computed")
    ? "not computed"
    : "not testable";
  return {
    state,
    evidence: [],
    missing: [{ quantity: `verdict "${id}"`, state, needs: "it is open itself" }],
  };
}

function compare({ quantity, operator, threshold }: Comparison, knowledge: Knowledge): Outcome {
  const limit = typeof threshold === "number" ? threshold : knowledge.thresholds[threshold];
  if (limit === undefined) throw new AnalysisError(`verdict: no threshold "${threshold}"`);
  return ofReadings(quantity, operator, limit, knowledge, (readings) =>
    allOf(readings.map((reading) => compared(reading, operator, limit))),
  );
}

function ofReadings(
  quantity: string,
  operator: Operator | null,
  threshold: number,
  { quantities }: Knowledge,
  judge: (readings: readonly Reading[]) => Truth,
): Outcome {
  const known = quantities.get(quantity);
  if (known === undefined)
    return { state: "not computed", evidence: [], missing: [{ quantity, state: "not computed" }] };
  const { fact, absent } = known;
  if ("notTestable" in fact)
    return {
      state: "not testable",
      evidence: [],
      missing: [{ quantity, state: "not testable", needs: fact.notTestable }],
    };
  if ("notApplicable" in fact) return { state: "not applicable", evidence: [], missing: [] };
  const { readings } = fact;
  const missing: readonly Missing[] = [
    ...absent.map((needs) => ({ quantity, state: "not computed", needs }) as const),
    ...readings
      .filter(({ value }) => value === null)
      .map((reading) => ({ quantity, state: "not testable", needs: lack(reading) }) as const),
  ];
  const found = readings.length === 0 ? [] : [judge(readings)];
  const state = allOf([...found, ...absent.map(() => "not computed" as const)]);
  const evidence: Evidence = {
    quantity,
    operator,
    threshold,
    readings,
    groups: dimensions.flatMap((dimension) => groups(readings, dimension, judge)),
  };
  return { state, evidence: readings.length === 0 ? [] : [evidence], missing };
}

const dimensions: readonly Dimension[] = [
  "source",
  "measure",
  "label",
  "counting",
  "territory",
  "window",
  "baseline",
];

function groups(
  readings: readonly Reading[],
  dimension: Dimension,
  judge: (readings: readonly Reading[]) => Truth,
): Evidence["groups"] {
  const named = [...new Set(readings.flatMap((reading) => reading[dimension] ?? []))];
  if (named.length < 2) return [];
  return named.map((group) => ({
    dimension,
    group,
    state: judge(readings.filter((reading) => reading[dimension] === group)),
  }));
}

function compared({ value }: Reading, operator: Operator, limit: number): Truth {
  if (value === null) return "not testable";
  const holds = { "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit }[
    operator
  ];
  return holds ? "true" : "false";
}

function onOneSide(readings: readonly Reading[], { about, within }: SameSide): Truth {
  const sides = new Map<string, Set<number>>();
  for (const reading of readings) {
    if (reading.value === null) continue;
    const key = JSON.stringify(within.map((dimension) => reading[dimension] ?? null));
    const seen = sides.get(key) ?? new Set<number>();
    sides.set(key, seen.add(Math.sign(reading.value - about)));
  }
  if ([...sides.values()].some((seen) => seen.has(1) && seen.has(-1))) return "false";
  return readings.some(({ value }) => value === null) ? "not testable" : "true";
}

function lack(reading: Reading): string {
  const names = [reading.source, reading.measure, reading.label, reading.window, reading.baseline].filter(
    (name) => name !== undefined,
  );
  return `${names.join(", ")}: ${reading.reason ?? "no value"}`;
}

/** What callers give must be readings: numbers that are numbers, and a reason where there is none. */
export function checkFact(name: string, fact: Fact): void {
  if (!("readings" in fact)) return;
  if (fact.readings.length === 0) throw new AnalysisError(`verdict: the fact "${name}" has no readings`);
  for (const { value, source } of fact.readings)
    if (value !== null) toInterval(value, `verdict: the reading of "${name}" by ${source}`);
}
