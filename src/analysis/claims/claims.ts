/**
 * The statements of the news article, judged. The statements stand in data/claims.csv; what is known of each is computed
 * here, a claim or a family of claims a file.
 */
import { AnalysisError } from "../indicators/errors.js";
import type { ClaimsRow } from "../rows.js";
import { type ClaimPartStatus, claimVerdict, type Verdict } from "../../model/claim.js";
import type { PairContext } from "../pair/context.js";
import type { ClaimOptions } from "../../authoring/show/claim.js";
import { aiCitations, aiConferences, aiPapersDrop } from "./ai.js";
import { alliesConcentrate, scrutiny } from "./politics.js";
import { broadening, firstPartners, nextPartners } from "./partners.js";
import {
  climateUnaffected,
  emitters,
  lunarFirsts,
  openData,
  talks,
  wolfMultilateral,
} from "./space-and-climate.js";
import { fall, fifthOfWorld, peak } from "./counts.js";
import { notFull } from "./decoupling.js";
import { jointFields } from "./fields.js";
import { funding } from "./money.js";
import { palaeontologyUnaffected } from "./palaeontology.js";
import type { Part, Parts } from "./words.js";
import { europeDecides, indiaLeans, russiaChina } from "./third-countries.js";
import { remembered } from "../../authoring/load/reads.js";
import { own } from "../../lib/own.js";

export {
  about,
  capital,
  jointPapers,
  mainPartners,
  pairNames,
  smallShare,
  yearSpans,
  papersAtVenues,
  separationAtVenues,
  shareAtVenues,
  sharesAtVenues,
  venueCount,
  venueYears,
  printedNumber,
  referenceCount,
  referencesFromTo,
  tonnesWords,
} from "./words.js";
export { breadthRows, gapRows, ratioColumn } from "./partner-rows.js";
export {
  evidenceWords,
  headline,
  lackWords,
  otherPairsWords,
  ratioCells,
  ratioWords,
  shareWords,
  type TipWords,
  tipWords,
} from "./decoupling.js";
export {
  type ClassBand,
  classBands,
  curveChoices,
  type CurvePoint,
  curvePoints,
  curveSpec,
  curveWords,
} from "./verdict-curve.js";
export {
  answersOf,
  mayExplainWords,
  routingWords,
  selectiveWords,
  simpsonWords,
  singlePapersNote,
  withInterval,
  worksQuestion,
} from "./single-papers.js";
export {
  partnerOddsRows,
  routingRows,
  separationRows,
  worksChapter,
  type WorksChapter,
  worksFieldBars,
  worksFieldRows,
  worksPropensityRows,
  worksRatioRows,
} from "./single-papers-rows.js";
export { tryTheRule } from "./rule-explorer.js";
export {
  type AnswerRow,
  separateQuestions,
  type SeparateQuestion,
  signsOfFullDecoupling,
  standingRows,
} from "./verdict-questions.js";

const judges: Readonly<Record<string, (about: PairContext) => Parts>> = {
  "peak-2020": peak,
  "fall-2022": fall,
  "first-partners": firstPartners,
  "fifth-of-world": fifthOfWorld,
  "not-full": notFull,
  broadening,
  "next-partners": nextPartners,
  "joint-fields": jointFields,
  "funding-30m": funding,
  "ai-citations": aiCitations,
  "ai-conferences": aiConferences,
  "ai-papers-drop": aiPapersDrop,
  "wolf-multilateral": wolfMultilateral,
  emitters,
  "climate-unaffected": climateUnaffected,
  "talks-2022": talks,
  scrutiny,
  "allies-concentrate": alliesConcentrate,
  "india-leans": indiaLeans,
  "russia-china": russiaChina,
  "europe-decides": europeDecides,
  "palaeo-unaffected": palaeontologyUnaffected,
  "lunar-firsts": lunarFirsts,
  "open-data": openData,
};

/** A row of the table of claims, and what its parts came to. */
export interface JudgedClaim {
  readonly row: ClaimsRow;
  readonly parts: ClaimOptions["parts"];
  /** Of each part. */
  readonly statuses: readonly ClaimPartStatus[];
  readonly verdict: Verdict;
}

/**
 * Every claim of data/claims.csv with its parts, in the order of the table. Throws for a claim about another pair, for
 * one that no module judges, and for one that is judged but is not in the table.
 */
export function judge(about: PairContext): readonly JudgedClaim[] {
  const rows = [...about.rows("claims")].sort((a, b) => a.order - b.order);
  const { one, two } = about;
  const other = rows.find((row) => row.reporter !== one.code || row.partner !== two.code);
  if (other !== undefined)
    throw new AnalysisError(
      `data/claims.csv: "${other.id}" is about ${other.reporter} and ${other.partner}, but the briefing is about ${one.code} and ${two.code}`,
      { hint: "Judge the claims of one pair at a time." },
    );
  const gone = Object.keys(judges).find((id) => !rows.some((row) => row.id === id));
  if (gone !== undefined)
    throw new AnalysisError(`data/claims.csv has no claim "${gone}", which src/analysis/claims judges`, {
      hint: "Give the table its row back, or delete the function that judges it.",
    });
  const judged = rows.map((row) => [row, judgeOf(row.id)] as const);
  return judged.map(([row, judgeClaim]) =>
    judgedClaim(
      row,
      remembered(() => judgeClaim(about)),
    ),
  );
}

/** The claims of those ids, in the order of the table. Throws for an id that no claim has. */
export function named(judged: readonly JudgedClaim[], ids: readonly string[]): readonly JudgedClaim[] {
  const unknown = ids.find((id) => !judged.some(({ row }) => row.id === id));
  if (unknown !== undefined)
    throw new AnalysisError(`data/claims.csv has no claim "${unknown}", whose card the chapter shows`);
  return judged.filter(({ row }) => ids.includes(row.id));
}

/** Throws for a claim whose card was not shown. */
export function requireAll(judged: readonly JudgedClaim[], shown: readonly string[]): void {
  const missing = judged.find(({ row }) => !shown.includes(row.id));
  if (missing !== undefined)
    throw new AnalysisError(
      `data/claims.csv has the claim "${missing.row.id}", whose card the chapter lacks`,
      {
        hint: "Name it in a show(…) of the chapter.",
      },
    );
}

/** Whoever asks for the parts asks for the rows that this claim is judged by, and for those of no other. */
function judgedClaim(row: ClaimsRow, parts: () => Parts): JudgedClaim {
  const statuses = () => parts().map(statusOf);
  return {
    row,
    get parts() {
      return parts();
    },
    get statuses() {
      return statuses();
    },
    get verdict() {
      return claimVerdict(statuses().map((status) => ({ status })));
    },
  };
}

function judgeOf(id: string): (about: PairContext) => Parts {
  const found = own(judges, id);
  if (found !== undefined) return found;
  throw new AnalysisError(
    `data/claims.csv has the claim "${id}", which nothing in src/analysis/claims judges`,
    {
      hint: "Write a function that returns its parts, and name it in src/analysis/claims/claims.ts.",
    },
  );
}

function statusOf({ holds }: Part): ClaimPartStatus {
  if (holds === undefined) return "not-testable";
  return holds ? "holds" : "fails";
}

/** The card of a claim, for `claim()`. */
export function card({ row, parts }: JudgedClaim): ClaimOptions {
  const { id, statement, by, printedIn, chapter } = row;
  return {
    id,
    statement,
    by: printedIn.startsWith(by) ? printedIn : `${by}, in the ${printedIn}`,
    parts,
    ...(chapter !== null && { chapter }),
  };
}
