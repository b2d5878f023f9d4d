import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { RichText } from "../../model/value.js";
import { relative } from "../indicators/change.js";
import { MissingDataError } from "../indicators/errors.js";
import type { PairContext } from "../pair/context.js";
import { sourceName } from "../pair/editions.js";
import { peakOfSources } from "../pair/history.js";
import type { PairYearCounts } from "../pair/joint-counts.js";
import { newestCount } from "../pair/printed-counts.js";
import type { EconomiesRow, EstimatesRow } from "../rows.js";
import { type EditionCounts, newestCounts, type Output, output, printed } from "./tables.js";
import {
  about as tolerance,
  capital,
  cited,
  isAbout,
  joined,
  type Part,
  type Parts,
  yearWords,
} from "./words.js";

const ownCount = "Elsevier’s own count: documents of every kind in Scopus";
const noPrinted: Parts = [
  { reads: "The numbers that Elsevier printed", needs: "Elsevier’s numbers, in data/estimates.csv" },
];

/** The number of joint papers peaked in 2020, at just under 65,400. */
export function peak(about: PairContext): Parts {
  const said = printed(about, "elsevier-2020");
  if (said === undefined) return noPrinted;
  const counted = newestCounts(about);
  return [
    ...counted.map(({ source }) => peakIn(about, source, said.from)),
    {
      reads: text`At the peak there were just under ${fmt.count(said.lower)}`,
      needs: ownCount,
      evidence: levels(about, said.from),
    },
  ];
}

/**
 * A count only grows with late entries: a year that already had more papers in an early count than any other year has in
 * any edition is the greatest.
 */
function peakIn(about: PairContext, source: string, year: number): Part {
  const name = sourceName(source);
  const reads = text`According to ${name}, the greatest number is that of ${fmt.year(year)}`;
  const own = about.counts.filter((row) => row.source === source);
  const { greatest, next, isSharp } = greatestIn(own);
  const isGreatest = greatest.year === year;
  const claimed = isGreatest ? greatest : newestCount(about, source, year);
  const rival = isGreatest ? next : greatest;
  if (claimed === null)
    return {
      reads,
      needs: `a count of ${name} for ${String(year)}`,
      evidence: text`The greatest number it has is ${counted(about, greatest)}.`,
    };
  if (rival === null || !own.some((row) => row.year > year))
    return { reads, needs: `a count of ${name} for a year after ${String(year)}` };
  const holds = isGreatest && isSharp;
  const evidence = text`${counted(about, claimed)}. The next greatest number is ${counted(about, rival, claimed)}.`;
  if (!holds && claimed.status === "incomplete" && claimed.edition !== rival.edition)
    return { reads, needs: `a later count of ${name} for ${String(year)}`, evidence };
  return { reads, holds, evidence };
}

/** The greatest count of one source. */
function greatestIn(rows: readonly PairYearCounts[]) {
  const [found] = peakOfSources(rows).sources;
  if (found === undefined) throw new MissingDataError("there are no counts of the source");
  return found;
}

/**
 * `62,904 in 2020, counted 5 months after the year, in NSF Indicators 2022 [@nsb2021]`; the edition is left out where a
 * count of the same one stands before.
 */
function counted(about: PairContext, row: PairYearCounts, before?: PairYearCounts): RichText {
  const early =
    row.status === "complete" ? text`` : text`, counted ${fmt.count(row.months)} months after the year`;
  const edition = row.edition === before?.edition ? "" : `, in ${cited(about.edition(row.edition))}`;
  return text`${fmt.count(row.joint)} for ${fmt.year(row.year)}${early}${edition}`;
}

/** What each source has for a year: the definitions differ, so no level confirms another. */
function levels(about: PairContext, year: number): RichText {
  const sources = newestCounts(about).flatMap(({ source }) => {
    const row = newestCount(about, source, year);
    return row === null ? [] : [text`${sourceName(source)} has ${counted(about, row, row)}.`];
  });
  const differ = text`The sources count different papers: no level confirms or contradicts another.`;
  return sources.length === 0 ? differ : text`${joined(sources)} ${differ}`;
}

/** After the peak the number fell, to about 62,000 in 2022. */
export function fall(about: PairContext): Parts {
  const said = printed(about, "elsevier-2022");
  const before = printed(about, "elsevier-2020");
  if (said === undefined || before === undefined) return noPrinted;
  const change = relative(before.lower, said.lower);
  return [
    ...newestCounts(about).map((counts) => fallIn(about, counts)),
    {
      reads: text`In ${fmt.year(said.from)} there were about ${fmt.count(said.lower)}`,
      needs: ownCount,
      evidence: text`${levels(about, said.from)} Elsevier’s two numbers make a change of ${fmt.percent(change, { sign: "always" })}.`,
    },
  ];
}

function fallIn(about: PairContext, { source, rows }: EditionCounts): Part {
  const name = sourceName(source);
  const reads = text`According to ${name}, the number fell after its peak`;
  const { greatest: top } = greatestIn(about.counts.filter((row) => row.source === source));
  const settled = rows.filter((row) => row.status === "complete").at(-1);
  const last = rows.at(-1);
  if (settled === undefined || last === undefined)
    return { reads, needs: `a year that ${name} counted at least a year after its end` };
  if (top.year >= last.year)
    return {
      reads,
      holds: false,
      evidence: text`There is no peak: the last year has most, ${counted(about, top)}.`,
    };
  if (settled.year <= top.year)
    return {
      reads,
      needs: `a complete year after ${String(top.year)}`,
      evidence: text`${counted(about, top)}.`,
    };
  const early =
    last.year === settled.year
      ? text``
      : text` In ${yearWords(last)} there were ${fmt.count(last.joint, { significant: 3 })}.`;
  const change = relative(top.joint, settled.joint);
  const from =
    top.status === "complete"
      ? ""
      : text` from an early count of ${fmt.year(top.year)}; late entries for that year would make the fall larger`;
  return {
    reads,
    holds: settled.joint.upper < top.joint.lower,
    evidence: text`The greatest number is ${counted(about, top)}. The last complete year has ${counted(about, settled, top)}. The change is ${fmt.percent(change, { sign: "always" })}${from}.${early}`,
  };
}

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
