import type { PairContext } from "../pair/context.js";
import { type PairCount, placeOfPair } from "../pair/ai-papers.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import { byField } from "./proxies.js";
import { cited, type Part, type Parts } from "./words.js";

/** The two work together on health, climate, space, artificial intelligence and batteries. */
export function jointFields(about: PairContext): Parts {
  const untested = ["climate", "space"].map((topic) => ({
    reads: `They write joint papers on ${topic}`,
    needs: byField,
  }));
  return [
    topicPart(about, "They write joint papers on artificial intelligence", about.newestRows("ai-pairs")),
    topicPart(
      about,
      "They write joint papers on health: on the coronavirus, the one topic of health with counts of pairs",
      about.newestRows("coronavirus-pairs"),
    ),
    ...untested,
    {
      reads: "They write joint papers on batteries",
      needs: "joint papers by topic; batteries are no field of their own in any table",
      evidence: "The verdict speaks of the topics that were tested, and of no others.",
    },
  ];
}

interface TopicRow extends PairCount {
  readonly from?: number;
  readonly to?: number;
  readonly year?: number;
}

function topicPart(about: PairContext, reads: string, rows: readonly TopicRow[]): Part {
  const own = placeOfPair(rows, [about.one.code, about.two.code]);
  const [row] = rows;
  if (own === null || row === undefined) return { reads, needs: byField };
  const years =
    row.from === undefined || row.to === undefined
      ? fmt.year(row.year ?? NaN)
      : fmt.range(row.from, row.to, "year");
  return {
    reads,
    holds: own.works > 0,
    evidence: text`${fmt.count(own.works)} in ${years}, ${fmt.ordinal(own.place)} of ${fmt.count(own.printed)} pairs of economies with a printed count, according to ${cited(about.edition(row.edition))}.`,
  };
}
