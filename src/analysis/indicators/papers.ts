import { AnalysisError } from "./errors.js";

/** The economies on a paper, in any order; one that comes twice counts once. */
export type Paper = readonly string[];

/** The authors of a paper, each as the list of economies of their affiliations; an empty list where none is known. */
export type Authorship = readonly (readonly string[])[];

export interface TerritoryRule {
  /**
   * Economies counted as part of another, for instance `{ HK: "CN", MO: "CN" }`; default: each for itself. It is
   * applied before anything is counted: a paper of US, HK and CN then has two economies.
   */
  readonly countAs?: Readonly<Record<string, string>>;
}

/** The distinct economies of a list, sorted by code unit, after the rule for territories. */
export function economiesOf(codes: readonly string[], rule: TerritoryRule, what: string): readonly string[] {
  const found = new Set<string>();
  for (const code of codes) {
    if (typeof code !== "string" || code === "")
      throw new AnalysisError(`${what}: expected the code of an economy, got ${JSON.stringify(code)}`);
    found.add(countedAs(code, rule));
  }
  return [...found].sort();
}

function countedAs(code: string, { countAs }: TerritoryRule): string {
  return countAs !== undefined && Object.hasOwn(countAs, code) ? (countAs[code] ?? code) : code;
}

/** The two economies of a pair under the rule; they must differ. */
export function pairOf(x: string, y: string, rule: TerritoryRule, what: string): readonly [string, string] {
  const pair = [countedAs(x, rule), countedAs(y, rule)] as const;
  if (pair[0] === pair[1])
    throw new AnalysisError(`${what}: a pair needs two economies, got "${x}" and "${y}", counted as one`);
  return pair;
}
