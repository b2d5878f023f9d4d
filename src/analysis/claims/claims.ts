/**
 * The statements of the news article, judged. They stand in data/claims.csv, what is known of each is computed here, and
 * the parts of each with their words stand in the chapter on the claims.
 */
import { AnalysisError } from "../indicators/errors.js";
import { type ClaimPartStatus, claimVerdict, type Verdict } from "../../model/claim.js";
import type { PairContext } from "../pair/context.js";
import type { ClaimOptions } from "../../authoring/show/claim.js";
import type { ClaimsRow } from "../rows.js";
import { filled } from "../verdict/words.js";

export { claimedPeaks, countsIn, fallsSincePeak, sharesOfWorld } from "./counts.js";
export { apart, firstPlaces, nextPlaces, placesIn, spreadings } from "./partners.js";
export { lastWeights, type Moved, movedWith, movedWithSecond, weightOf } from "./third-countries.js";
export { about, agreed, isAbout, mainPartners, printed } from "./tables.js";
export {
  type Citing,
  citingIn,
  fixedVenueSets,
  greatestEmitters,
  ownOdds,
  palaeontologySinceBaseline,
  proxies,
  topCitedTogether,
  yearly,
} from "./topics.js";

export {
  type ClassBand,
  classBands,
  curveChoices,
  type CurvePoint,
  curvePoints,
  curveSpec,
} from "./verdict-curve.js";
export {
  answersOf,
  exactlyTwoShares,
  jointInFields,
  worksChapter,
  type WorksChapter,
  worksQuestion,
} from "./single-papers.js";
export { tryTheRule } from "./rule-explorer.js";

export type ClaimParts = ClaimOptions["parts"];

/** A row of data/claims.csv, its card for `claim()`, and what its parts came to. */
export interface JudgedClaim {
  readonly row: ClaimsRow;
  readonly card: ClaimOptions;
  readonly verdict: Verdict;
  /** Of each part. */
  readonly statuses: readonly ClaimPartStatus[];
}

/** The claim of that id with its parts; `saidBy`: who says so where a newspaper printed it. Throws where data/claims.csv has none, or one about another pair. */
export function judge(about: PairContext, id: string, parts: ClaimParts, saidBy: string): JudgedClaim {
  const row = about.rows("claims").find((each) => each.id === id);
  if (row === undefined)
    throw new AnalysisError(`data/claims.csv has no claim "${id}"`, {
      hint: "Give the table its row back, or delete the cell that judges it.",
    });
  requirePair(about, row);
  const { statement, by, printedIn, chapter } = row;
  const statuses = parts.map(statusOf);
  return {
    ...{ row, statuses, verdict: claimVerdict(statuses.map((status) => ({ status }))) },
    card: {
      id,
      statement,
      by: printedIn.startsWith(by) ? printedIn : filled(saidBy, { by, printedIn }),
      parts,
      ...(chapter !== null && { chapter }),
    },
  };
}

/** The judged claims in the order of data/claims.csv. Throws for a claim of the table that is not among them. */
export function inOrder(about: PairContext, judged: readonly JudgedClaim[]): readonly JudgedClaim[] {
  return [...about.rows("claims")]
    .sort((a, b) => a.order - b.order)
    .map((row) => {
      requirePair(about, row);
      const found = judged.find((each) => each.row.id === row.id);
      if (found === undefined)
        throw new AnalysisError(
          `data/claims.csv has the claim "${row.id}", which the chapter does not judge`,
          {
            hint: "Judge it in a cell of the chapter, and name the claim in the list of all.",
          },
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

function statusOf({ holds }: ClaimParts[number]): ClaimPartStatus {
  if (holds == null) return "not-testable";
  return holds ? "holds" : "fails";
}
