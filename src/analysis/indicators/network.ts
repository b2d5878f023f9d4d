/**
 * A table of links (`affinity.links`) as a network: who is central, and which economies work together more than by size.
 * A centrality of joint papers follows size: it says who is big, not who is close.
 */
import { AnalysisError } from "./errors.js";
import { measure, toNumber } from "./interval.js";
import type { LinkTable } from "./link-table.js";
import { type Centrality, ranked } from "./centrality.js";
import { sum } from "./sum.js";

export { links, type LinkOptions, type LinkRow, type LinkTable } from "./link-table.js";
export type { Centrality } from "./centrality.js";
export { betweenness, type BetweennessOptions, closeness, type PathOptions } from "./paths.js";
export { eigenvector, pageRank } from "./spectral.js";
export { type Communities, louvain, type LouvainOptions, modularity } from "./communities.js";
export {
  adjustedMutualInformation,
  adjustedRand,
  type Membership,
  normalisedMutualInformation,
} from "./partition-similarity.js";

/**
 * The same economies with links of at least so many papers; smaller ones count as none. (NSF's table SPBS-93 draws links
 * of 400 and more.)
 */
export function atLeast(table: LinkTable, least: number): LinkTable {
  if (toNumber(least, "atLeast: the limit") === 0)
    throw new AnalysisError("atLeast: the limit must be positive: every link is at least 0");
  const links = table.links.map((row) => row.map((count) => (count >= least ? count : 0)));
  const strengths = links.map(sum);
  return { economies: table.economies, links, strengths, total: sum(strengths) / 2 };
}

/**
 * With how many others an economy has any link.
 *
 * Formula: k_i = #{j: w_ij > 0}.
 * Unit: economies; `n`: economies of the table.
 * Range: 0–economies − 1.
 * Undefined: never.
 * Source: Freeman 1978.
 */
export function degree(table: LinkTable): readonly Centrality[] {
  return ranked(
    table,
    table.links.map((row) => measure(row.filter((count) => count > 0).length, row.length)),
  );
}

/**
 * All links of an economy.
 *
 * Formula: s_i = Σ_j w_ij.
 * Unit: links; `n`: economies of the table.
 * Range: 0–all links.
 * Undefined: never.
 * Source: Barrat, Barthélemy, Pastor-Satorras and Vespignani 2004.
 */
export function strength(table: LinkTable): readonly Centrality[] {
  return ranked(
    table,
    table.strengths.map((links) => measure(links, table.economies.length)),
  );
}
