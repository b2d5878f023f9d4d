/**
 * Judges the statements of the news article. data/claims.csv lists them, this file computes the evidence for each, and
 * the chapter on the claims holds their parts and wording.
 */
import {
  AnalysisError,
  type ClaimOptions,
  type ClaimPartStatus,
  claimVerdict,
  type Verdict,
} from "briefing/analysis";
import type { PairContext } from "../pair/context.js";
import type { ClaimsRow } from "../rows.js";

export { claimedPeaks, fallsSincePeak, sharesOfWorld } from "./counts.js";
export { apart, firstPlaces, nextPlaces, placesIn, spreadings } from "./partners.js";
export { movedWith, weightOf } from "./third-countries.js";
export { about, agreed, isAbout, mainPartners, printed } from "./tables.js";
export { citationsIfThere, fixedVenueSets, greatestEmitters, topCitedTogether } from "./topics.js";

export { pointsSpec, type VerdictPoint, verdictPoints } from "./verdict-points.js";
export { answersOf, exactlyTwoShares, jointInFields, worksChapter } from "./single-papers.js";

/** A part of a claim and its label in the figure of all claims. */
export type NamedParts = readonly ({ readonly name: string } & ClaimOptions["parts"][number])[];

/** A row of data/claims.csv, its card for `claim()`, and the results of its parts. */
export interface JudgedClaim {
  readonly row: ClaimsRow;
  readonly card: ClaimOptions;
  readonly verdict: Verdict;
  /** Of each part. */
  readonly statuses: readonly ClaimPartStatus[];
  readonly names: readonly string[];
}

/** The claim with this id and its parts. Throws if data/claims.csv lacks it, or if it concerns another pair. */
export function judge(
  about: PairContext,
  id: string,
  named: NamedParts,
  { every = false }: Pick<ClaimOptions, "every"> = {},
): JudgedClaim {
  const row = about.rows("claims").find((each) => each.id === id);
  if (row === undefined)
    throw new AnalysisError(`data/claims.csv has no claim "${id}"`, {
      hint: "Restore the row in the table, or delete the cell that judges it.",
    });
  requirePair(about, row);
  const { statement, by, chapter } = row;
  const split = named.map(({ name, ...part }) => ({ name, part }));
  const parts = split.map(({ part }) => part);
  const statuses = parts.map(statusOf);
  return {
    row,
    statuses,
    names: split.map(({ name }) => name),
    verdict: claimVerdict(
      statuses.map((status) => ({ status })),
      { every },
    ),
    card: { id, statement, by, parts, every, ...(chapter !== null && { chapter }) },
  };
}

/** The judged claims in the order of data/claims.csv. Throws if a claim of the table has not been judged. */
export function inOrder(about: PairContext, judged: readonly JudgedClaim[]): readonly JudgedClaim[] {
  return [...about.rows("claims")]
    .sort((a, b) => a.order - b.order)
    .map((row) => {
      requirePair(about, row);
      const found = judged.find((each) => each.row.id === row.id);
      if (found === undefined)
        throw new AnalysisError(
          `data/claims.csv has the claim "${row.id}", which the chapter does not judge`,
          { hint: "Judge it in a cell of the chapter, and add the claim to the list of all claims." },
        );
      return found;
    });
}

function requirePair({ one, two }: PairContext, { id, reporter, partner }: ClaimsRow): void {
  if (reporter === one.code && partner === two.code) return;
  throw new AnalysisError(
    `data/claims.csv: "${id}" is about ${reporter} and ${partner}, but the briefing is about ${one.code} and ${two.code}`,
    { hint: "Judge the claims of one pair at a time." },
  );
}

function statusOf({ holds }: ClaimOptions["parts"][number]): ClaimPartStatus {
  if (holds == null) return "not-testable";
  return holds ? "holds" : "fails";
}
