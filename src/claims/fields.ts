import type { PairContext } from "../pair/context.js";
import * as fmt from "../show/fmt.js";
import { text } from "../show/text.js";
import { byField } from "./proxies.js";
import type { Part, Parts } from "./reading.js";
import { cited } from "./words.js";

/** The two work together on health, climate, space, artificial intelligence and batteries. */
export function jointFields(about: PairContext): Parts {
  const untested = ["climate", "space"].map((topic) => ({
    reads: `They write joint papers on ${topic}`,
    needs: byField,
  }));
  return [
    topicPart(about, "They write joint papers on artificial intelligence", about.rows("ai-pairs")),
    topicPart(
      about,
      "They write joint papers on health: on the coronavirus, the one topic of health with counts of pairs",
      about.rows("coronavirus-pairs"),
    ),
    ...untested,
    {
      reads: "They write joint papers on batteries",
      needs: "joint papers by topic; batteries are no field of their own in any table",
      evidence: "The verdict speaks of the topics that were tested, and of no others.",
    },
  ];
}

interface TopicRow {
  readonly a: string;
  readonly b: string;
  readonly edition: string;
  readonly works: number | null;
  readonly from?: number;
  readonly to?: number;
  readonly year?: number;
}

function topicPart(about: PairContext, reads: string, rows: readonly TopicRow[]): Part {
  const codes = [about.one.code, about.two.code];
  const own = rows.find(({ a, b }) => codes.includes(a) && codes.includes(b));
  const works = own?.works ?? null;
  if (own === undefined || works === null) return { reads, needs: byField };
  const counted = rows.filter((row) => row.edition === own.edition && row.works !== null);
  const place = 1 + counted.filter((row) => (row.works ?? 0) > works).length;
  const years =
    own.from === undefined || own.to === undefined
      ? fmt.year(own.year ?? NaN)
      : fmt.range(own.from, own.to, "year");
  return {
    reads,
    holds: works > 0,
    evidence: text`${fmt.count(works)} in ${years}, ${fmt.ordinal(place)} of ${fmt.count(counted.length)} pairs of economies with a printed count, according to ${cited(about.edition(own.edition))}.`,
  };
}
