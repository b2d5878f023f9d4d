import {
  type Authorship,
  economiesOf,
  type EconomyCounts,
  economyCounts,
  FractionTally,
  pairOf,
  type TerritoryRule,
} from "./papers.js";
import { sum } from "./numeric/statistics.js";

export interface AuthorCredit extends TerritoryRule {
  /**
   * Among whom a paper's credit is divided: all its authors, so that the part of authors without a known economy is
   * lost, or those with a known economy only.
   */
  readonly among: "all authors" | "authors with an economy";
}

/**
 * Author-level fractional count of every economy, the “Share” of the Nature Index: a paper is divided among its
 * authors, an author among the economies of his affiliations.
 *
 * Formula: Σ_p Σ_authors 1/(A_p·k_a), A_p = authors of p among whom it is divided, k_a = distinct economies of the
 * author.
 * Unit: papers.
 * Range: 0–papers; the sum over economies is the number of papers with a known economy, less what `all authors` loses.
 * Undefined: never; papers without a known economy are left out and reported.
 * Source: Nature Index glossary.
 */
export function authorFractional(papers: readonly Authorship[], credit: AuthorCredit): EconomyCounts {
  const tally = new FractionTally();
  let counted = 0;
  papers.forEach((paper, index) => {
    const parts = creditOf(paper, credit, `authorFractional: paper ${index}`);
    if (parts.length > 0) counted++;
    for (const { economy, denominator } of parts) tally.add(economy, 1, denominator);
  });
  return economyCounts(tally, counted, papers.length);
}

/**
 * Bilateral collaboration score: what both economies contribute to their joint papers.
 *
 * Formula: CS_xy = Σ_{p∋x,y} (Share_x(p) + Share_y(p)), shares as in `authorFractional`.
 * Unit: papers.
 * Range: 0–joint papers.
 * Undefined: never.
 * Source: Nature Index.
 */
export function collaborationScore(
  papers: readonly Authorship[],
  x: string,
  y: string,
  credit: AuthorCredit,
): number {
  const pair = pairOf(x, y, credit, "collaborationScore");
  const tally = new FractionTally();
  papers.forEach((paper, index) => {
    const parts = creditOf(paper, credit, `collaborationScore: paper ${index}`).filter(({ economy }) =>
      pair.includes(economy),
    );
    if (new Set(parts.map(({ economy }) => economy)).size === 2)
      for (const { economy, denominator } of parts) tally.add(economy, 1, denominator);
  });
  return sum(pair.map((economy) => tally.of(economy)));
}

export interface DualAffiliation {
  /** Joint papers with at least one author in both economies. */
  readonly dual: number;
  /** Joint papers on which every author is in one of the two at most. */
  readonly separate: number;
  readonly total: number;
}

/**
 * A pair's joint papers by whether one author stands in both economies: a fall in double affiliations otherwise reads
 * as a fall in collaboration.
 *
 * Formula: dual = #{p∋x,y: an author of p in x and y}; separate = the rest.
 * Unit: papers.
 * Range: 0–joint papers; `dual + separate = total`.
 * Undefined: never.
 * Source: none: a count.
 */
export function dualAffiliation(
  papers: readonly Authorship[],
  x: string,
  y: string,
  rule: TerritoryRule = {},
): DualAffiliation {
  const pair = pairOf(x, y, rule, "dualAffiliation");
  const joint = papers
    .map((paper, index) =>
      paper.map((author) => economiesOf(author, rule, `dualAffiliation: paper ${index}`)),
    )
    .filter((paper) => pair.every((economy) => paper.some((author) => author.includes(economy))));
  const dual = joint.filter((paper) =>
    paper.some((author) => pair.every((economy) => author.includes(economy))),
  ).length;
  return { dual, separate: joint.length - dual, total: joint.length };
}

function creditOf(
  paper: Authorship,
  credit: AuthorCredit,
  what: string,
): readonly { readonly economy: string; readonly denominator: number }[] {
  const authors = paper.map((author) => economiesOf(author, credit, what));
  const divided =
    credit.among === "all authors" ? authors.length : authors.filter((author) => author.length > 0).length;
  return authors.flatMap((economies) =>
    economies.map((economy) => ({ economy, denominator: divided * economies.length })),
  );
}
