import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { PairContext } from "../pair/context.js";
import { measuresByYear, policyRegister } from "../pair/policy-register.js";
import { type TopCitedShare, topCitedShares } from "../pair/top-cited.js";
import { ifThere } from "./tables.js";
import { capital, cited, joined, namesOf, type Part, type Parts } from "./words.js";

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

/** The United States and allies that both tables list; which members of the Union are allies no table tells. */
const bloc = ["US", "GB", "JP", "KR", "AU", "CA"];
const union = "EU27";

/** More than so much of the world's most cited articles: concentrated. */
const concentrated = 0.5;

/** Advanced research is still concentrated in the United States and its security allies. */
export function alliesConcentrate(about: PairContext): Parts {
  return [
    topCitedPart(about, {
      reads:
        "With the European Union, they wrote more than half of the world’s most cited 1 % of articles, one measure of advanced research",
      economies: [...bloc, union],
    }),
    topCitedPart(about, {
      reads: "Without the European Union, too, they wrote more than half of them",
      economies: bloc,
    }),
    {
      reads: "So are other kinds of advanced research",
      needs: "patents, instruments or other measures of how advanced research is",
    },
  ];
}

function topCitedPart(
  about: PairContext,
  { reads, economies }: { readonly reads: string; readonly economies: readonly string[] },
): Part {
  const rows = about.newestRows("top-cited", { field: "all" });
  const found = ifThere(() => topCitedShares(rows, about.newestRows("field-output", { field: "all" }))) ?? [];
  const years = [...new Set(found.map(({ year }) => year))].sort((a, b) => a - b);
  const shares = years.flatMap((year) => {
    const own = sumOf(found, economies, year);
    const china = sumOf(found, [about.two.code], year);
    return own === null || china === null
      ? []
      : [{ year, own: own.ofTopCited, china: china.ofTopCited, written: own.ofOutput }];
  });
  const [first, last] = [shares[0], shares.at(-1)];
  const [row] = rows;
  if (first === undefined || last === undefined || row === undefined)
    return { reads, needs: "the share of most cited articles and the output of all of them" };
  return {
    reads,
    holds: last.own > concentrated,
    evidence: text`${capital(namesOf(about, economies))}: ${fmt.percent(last.own, { digits: 0 })} in ${fmt.year(last.year)}, after ${fmt.percent(first.own, { digits: 0 })} in ${fmt.year(first.year)}; China: ${fmt.percent(last.china, { digits: 0 })}, after ${fmt.percent(first.china, { digits: 0 })}, according to ${cited(about.edition(row.edition))}. Of all papers they wrote ${fmt.percent(last.written, { digits: 0 })} in ${fmt.year(last.year)}.`,
  };
}

/** Shares of several economies together, which add up as articles are divided among them; null where one is missing. */
function sumOf(found: readonly TopCitedShare[], economies: readonly string[], year: number) {
  const own = found.filter((row) => row.year === year && economies.includes(row.economy));
  if (own.length < economies.length) return null;
  const sum = (of: "ofTopCited" | "ofOutput") => own.reduce((total, row) => total + row[of], 0);
  return { ofTopCited: sum("ofTopCited"), ofOutput: sum("ofOutput") };
}
