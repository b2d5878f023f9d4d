import type { PairContext } from "../pair/context.js";
import * as fmt from "../show/fmt.js";
import { text } from "../show/text.js";
import type { Parts } from "./reading.js";
import { joined } from "./words.js";

/** Joint work with China meets more and more official scrutiny in the United States, and increasingly in Europe. */
export function scrutiny(about: PairContext): Parts {
  const measures = about
    .rows("events")
    .filter(({ standing, effect, kind, by }) => {
      const actors = by?.split(" ") ?? [];
      return (
        standing === "primary" &&
        effect === "restricting" &&
        kind !== "diplomacy" &&
        actors.includes(about.one.code)
      );
    })
    .map(({ date }) => Number(date.slice(0, 4)));
  const years = [...new Set(measures)].sort((a, b) => a - b);
  const perYear = years.map(
    (year) => text`${fmt.count(measures.filter((one) => one === year).length)} in ${fmt.year(year)}`,
  );
  return [
    {
      reads: "In the United States scrutiny grows",
      needs: "a register of measures that is complete",
      ...(perYear.length > 0 && {
        evidence: text`The list of this briefing has ${fmt.count(measures.length)} US measures that restrict exchange: ${joined(perYear, ", ")}. It is not complete, so its numbers are context.`,
      }),
    },
    { reads: "It grows in Europe too", needs: "a register of measures in Europe" },
  ];
}
