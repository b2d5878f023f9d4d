/** The share of its international papers that an economy writes with each partner, and how it changed. */
import { MissingDataError } from "../indicators/errors.js";
import { midpoint } from "briefing/analysis";
import type { PairContext } from "./context.js";
import { countsOfYear, order, type PartnerList } from "./partner-lists.js";

/**
 * The shares of all partners in two years of one list, largest gain first. A partner without joint papers in a year has
 * share zero; a paper with several partners counts for each. Throws if a year lacks a list or the economy's international
 * papers.
 */
export function shareChanges(
  about: Pick<PairContext, "one" | "counts">,
  { economy, edition, counts }: PartnerList,
  { from, to, leftOut }: { readonly from: number; readonly to: number; readonly leftOut: readonly string[] },
) {
  const sharesIn = (year: number) => {
    const row = about.counts.find((one) => one.edition === edition && one.year === year);
    const whole = economy === about.one.code ? row?.x : row?.y;
    if (!whole)
      throw new MissingDataError(
        `shareChanges: ${edition} lacks the international papers of ${economy} in ${year}`,
      );
    const list = countsOfYear(counts, { edition, leftOut }, year, "shareChanges");
    return new Map(list.map((one) => [one.partner, midpoint(one) / whole]));
  };
  const first = sharesIn(from);
  const last = sharesIn(to);
  return [...new Set([...first.keys(), ...last.keys()])]
    .map((partner) => {
      const before = first.get(partner) ?? 0;
      const after = last.get(partner) ?? 0;
      return { economy, partner, before, after, change: after - before };
    })
    .sort((a, b) => b.change - a.change || order(a.partner, b.partner));
}
