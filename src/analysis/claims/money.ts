import type { PairContext } from "../pair/context.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import { about as tolerance, type Parts, small } from "./words.js";

/** What the newspaper printed of the report. */
const said = { dollars: 30e6, from: 2015, to: 2021 } as const;

/** Three US agencies sent nearly $30 million to institutions in mainland China and Hong Kong in 2015 to 2021. */
export function funding(about: PairContext): Parts {
  const [total] = about.rows("funding", { item: "total", standing: "primary" });
  const [sumReads, yearsReads] = [
    text`It was nearly ${fmt.money(said.dollars)}`,
    text`It was in ${fmt.range(said.from, said.to, "year")}`,
  ];
  const split = {
    reads: "How much came from which agency, and in which year",
    needs: "a split by agency and year; none was printed",
  };
  if (total === undefined) {
    const needs = "the total that the report prints";
    return [{ reads: sumReads, needs }, { reads: yearsReads, needs }, split];
  }
  return [
    {
      reads: sumReads,
      holds: total.lower < said.dollars && total.lower >= said.dollars * (1 - tolerance),
      evidence: text`${fmt.money(total.lower)}, ${small(total.description)} (${total.citation ?? "no report is named"}).`,
    },
    {
      reads: yearsReads,
      holds: total.from === said.from && total.to === said.to,
      evidence: text`The report speaks of the ${total.basis} years ${fmt.range(total.from, total.to, "year")}.`,
    },
    split,
  ];
}
