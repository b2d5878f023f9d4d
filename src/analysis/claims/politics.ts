import type { PairContext } from "../pair/context.js";
import { measuresByYear, policyRegister } from "../pair/policy-register.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { Parts } from "./reading.js";
import { joined } from "./words.js";

/** Joint work with China meets more and more official scrutiny in the United States, and increasingly in Europe. */
export function scrutiny(about: PairContext): Parts {
  const measures = policyRegister(about.rows("events")).filter(
    ({ effect, kind, by }) =>
      effect === "restricting" && kind !== "diplomacy" && (by?.split(" ") ?? []).includes(about.one.code),
  );
  const perYear = measuresByYear(measures)
    .filter(({ restricting }) => restricting > 0)
    .map(({ year, restricting }) => text`${fmt.count(restricting)} in ${fmt.year(year)}`);
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
