/** Rows of the figures and tables about partners: their numbers with the names and texts that a reader sees. */
import * as fmt from "../../authoring/show/fmt.js";
import type { Broadening } from "../pair/broadening.js";
import type { PairContext } from "../pair/context.js";
import { sourceName } from "../pair/editions.js";
import { gapBars, type PartnerGap } from "../pair/partner-gap.js";
import type { KnownRatio } from "../pair/partner-ratios.js";

/** Who gained and lost links, a bar each: the two have their colours, all others together are drawn hollow. */
export function gapRows(about: PairContext, gaps: readonly PartnerGap[]) {
  return gaps
    .flatMap((gap) => gapBars(gap))
    .map(({ economy, partner, partners, change: { lower, upper } }) => ({
      panel: economy,
      label: partner === null ? `${String(partners)} others together` : about.economy(partner).short,
      value: { lower, upper },
      text: fmt.signed({ lower: 100 * lower, upper: 100 * upper }, { digits: 1 }).text,
      colour: colourOf(about, partner),
      fill: partner === null ? ("hollow" as const) : ("full" as const),
    }));
}

function colourOf({ one, two }: PairContext, partner: string | null): "first" | "second" | "others" {
  return partner === one.code ? "first" : partner === two.code ? "second" : "others";
}

/** Ratios in a column of a heat map, in brackets the change in joint papers. */
export function ratioColumn(about: PairContext, column: string, ratios: readonly KnownRatio[]) {
  return ratios.map(({ partner, ratio, jointChange }) => {
    const change = fmt.percent(jointChange, { digits: 0, sign: "always" });
    return {
      row: about.economy(partner).short,
      column,
      value: ratio,
      text: `${fmt.ratio(ratio).text} (${change.text})`,
    };
  });
}

/** Breadth of the first year and of the last, a row for each list of partners: `China, NSF`, `China, OpenAlex, no HK`. */
export function breadthRows(about: PairContext, spreads: readonly Broadening[]) {
  return spreads.map(({ list, leftOut, partners, first, last, turnover }) => ({
    list: [
      about.economy(list.economy).short,
      sourceName(list.source),
      ...leftOut.map((code) => `no ${code}`),
    ].join(", "),
    partners,
    first: first.with.effective,
    last: last.with.effective,
    firstOthers: first.without.effective,
    lastOthers: last.without.effective,
    moved: turnover.with.shares,
    order: turnover.with.kendall,
  }));
}
