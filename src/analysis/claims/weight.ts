import type { PairContext } from "../pair/context.js";
import type { EconomiesRow, EstimatesRow } from "../rows.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import { about as tolerance, isAbout, type Part, type Parts } from "./reading.js";
import { type Output, output, printed } from "./tables.js";
import { capital, cited } from "./words.js";

/** Each of the two produced about a fifth of the world's papers in 2017 to 2021. */
export function fifthOfWorld(about: PairContext): Parts {
  const sides = [
    { of: about.one, said: printed(about, "elsevier-output-us") },
    { of: about.two, said: printed(about, "elsevier-output-cn") },
  ];
  const papers = output(about);
  return sides.flatMap(({ of, said }) =>
    (["whole", "fractional"] as const).map((counted) => sharePart({ of, said, counted, papers })),
  );
}

interface Question {
  readonly of: EconomiesRow;
  readonly said: EstimatesRow | undefined;
  readonly counted: "whole" | "fractional";
  readonly papers: Output | null;
}

function sharePart({ of, said, counted, papers }: Question): Part {
  const manner = counted === "whole" ? "a joint paper counts for each" : "a joint paper is divided";
  const reads = text`${capital(of.inSentence)}: about a fifth, where ${manner}`;
  const share = said === undefined || papers === null ? null : shareOf(papers, counted, of.code, said);
  if (said === undefined || papers === null || share === null)
    return { reads, needs: `the papers of ${of.inSentence} and of the world in every year of the claim` };
  const fifth = said.lower / 100;
  return {
    reads,
    holds: isAbout(share, fifth),
    evidence: text`${fmt.percent(share)} of the world’s papers in ${fmt.range(said.from, said.to, "year")}, according to ${cited(papers.edition)}; “about a fifth” is read as ${fmt.range(fifth * (1 - tolerance), fifth * (1 + tolerance), "percent", { digits: 0 })}.`,
  };
}

/** Papers of all the years together; null where one of them is missing. */
function shareOf(
  { rows }: Output,
  counted: Question["counted"],
  economy: string,
  { from, to }: EstimatesRow,
): number | null {
  const years = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const total = (of: string) => {
    const own = rows.filter((row) => row.field === "all" && row.economy === of && years.includes(row.year));
    return own.length < years.length ? null : own.reduce((sum, row) => sum + row[counted], 0);
  };
  const [part, world] = [total(economy), total("WORLD")];
  return part === null || world === null || world === 0 ? null : part / world;
}
