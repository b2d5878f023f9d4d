import type { PairContext } from "../pair/context.js";
import type { EstimatesRow } from "../data/rows.js";
import { jointWithinVenues, venueSeparation, type JointWithinVenues } from "../pair/venues.js";
import * as fmt from "../show/fmt.js";
import { text } from "../show/text.js";
import type { RichText } from "../model/value.js";
import { citingWords, ownOddsWords } from "./proxies.js";
import { isKept, isMore, type Part, type Parts } from "./reading.js";
import { ifThere } from "./tables.js";
import { cited, joined } from "./words.js";

/** Researchers in artificial intelligence increasingly avoid citing those of the other country. */
export function aiCitations(about: PairContext): Parts {
  const index = citingWords(about, "computing");
  const odds = ownOddsWords(about, "computing");
  const proxy = "Computer and information sciences, a wider field, are a proxy and decide nothing";
  return [
    {
      reads: "They cite those of the other country less than size would lead one to expect",
      needs: "citations between papers on artificial intelligence",
      ...(index !== undefined && { evidence: text`${proxy}: ${index}.` }),
    },
    {
      reads: "They do so more and more",
      needs: "the same citations, year by year",
      evidence: text`The preprint [@zhao2022] looks at one conference at one time and shows no change.${odds === undefined ? text`` : text` In computer and information sciences ${odds}.`}`,
    },
  ];
}

/** The fixed set that decides: the most papers in every year; and a later one that shows how much the set matters. */
const spans = [
  { from: 2020, to: 2023 },
  { from: 2021, to: 2024 },
] as const;

interface Venues {
  readonly venues: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly apart: { readonly before: number; readonly after: number };
  readonly before: JointWithinVenues;
  readonly after: JointWithinVenues;
}

function venuesIn(about: PairContext, { from, to }: (typeof spans)[number]): Venues | null {
  return ifThere(() => {
    const { venues, years } = venueSeparation(about.rows("ai-venues"), { from, to });
    const apart = (year: number) => years.find((one) => one.year === year)?.dissimilarity.value ?? null;
    const joint = jointWithinVenues(about.rows("ai-venues"), { venues, years: [from, to] });
    const at = (year: number) => joint.find((one) => one.year === year);
    const [before, after] = [at(from), at(to)];
    const [first, last] = [apart(from), apart(to)];
    return before === undefined || after === undefined || first === null || last === null
      ? null
      : { venues, from, to, apart: { before: first, after: last }, before, after };
  });
}

/** Researchers in artificial intelligence of the two countries keep apart at conferences. */
export function aiConferences(about: PairContext): Parts {
  const [first, second] = spans;
  const found = venuesIn(about, first);
  const other = venuesIn(about, second);
  return [apartPart(about, found, other), jointPart(found, other), alonePart(found)];
}

const needs = "the same conferences in every year, with the countries of their authors";

function apartPart(about: PairContext, found: Venues | null, other: Venues | null): Part {
  const reads = "Their papers went to different conferences more than before";
  if (found === null) return { reads, needs };
  const source = about.rows("editions").find(({ source: id }) => id === "paperlists");
  const limit =
    other === null
      ? text``
      : text` ${isMore(other.apart.after, other.apart.before) === isMore(found.apart.after, found.apart.before) ? "Over" : "Another set answers differently: over"} the ${fmt.count(other.venues.length)} conferences of ${fmt.range(other.from, other.to, "year")} it went from ${fmt.ratio(other.apart.before)} to ${fmt.ratio(other.apart.after)}. The largest conferences are missing.`;
  return {
    reads,
    holds: isMore(found.apart.after, found.apart.before),
    evidence: text`Dissimilarity (0: same conferences, 1: none in common) over ${fmt.count(found.venues.length)} conferences that are there in every year: ${fmt.ratio(found.apart.before)} in ${fmt.year(found.from)}, ${fmt.ratio(found.apart.after)} in ${fmt.year(found.to)}${source === undefined ? "" : `, according to ${cited(source)}`}.${limit}`,
  };
}

function jointPart(found: Venues | null, other: Venues | null): Part {
  const reads =
    "At the same conferences a smaller part of China’s papers was joint with the United States, and it shrank more than that with Britain";
  const shares = found === null ? null : sharesOf(found);
  if (found === null || shares === null) return { reads, needs };
  const { joint, control } = shares;
  const otherShares = other === null ? null : sharesOf(other);
  const limit =
    other === null || otherShares === null
      ? text``
      : text` Over the conferences of ${fmt.range(other.from, other.to, "year")}: ${shareWords(otherShares)}.`;
  return {
    reads,
    holds: !isKept(joint.after, joint.before) && joint.after / joint.before < control.after / control.before,
    evidence: text`From ${fmt.year(found.from)} to ${fmt.year(found.to)}: ${shareWords(shares)}. The source counts Hong Kong, Macau and Taiwan as China.${limit}`,
  };
}

interface TwoShares {
  readonly joint: { readonly before: number; readonly after: number };
  readonly control: { readonly before: number; readonly after: number };
}

function sharesOf({ before, after }: Venues): TwoShares | null {
  const [jointBefore, jointAfter] = [before.ofChinese.value, after.ofChinese.value];
  const [controlBefore, controlAfter] = [before.gbCnOfChinese.value, after.gbCnOfChinese.value];
  if (jointBefore === null || jointAfter === null || controlBefore === null || controlAfter === null)
    return null;
  if (jointBefore === 0 || controlBefore === 0) return null;
  return {
    joint: { before: jointBefore, after: jointAfter },
    control: { before: controlBefore, after: controlAfter },
  };
}

function shareWords({ joint, control }: TwoShares): RichText {
  return text`${fmt.percent(joint.before)} to ${fmt.percent(joint.after)} with the United States, ${fmt.percent(control.before)} to ${fmt.percent(control.after)} with Britain`;
}

function alonePart(found: Venues | null): Part {
  const reads = "A smaller part of their joint papers was by the two countries alone";
  const [before, after] = [found?.before.exactlyTwo.value, found?.after.exactlyTwo.value];
  if (found === null || before == null || after == null) return { reads, needs };
  return {
    reads,
    holds: !isKept(after, before),
    evidence: text`${fmt.percent(before, { digits: 0 })} of ${fmt.count(found.before.both)} joint papers in ${fmt.year(found.from)}, ${fmt.percent(after, { digits: 0 })} of ${fmt.count(found.after.both)} in ${fmt.year(found.to)}, at the same conferences. The numbers are small.`,
  };
}

/** Joint papers in artificial intelligence are falling in the dispute over technology. */
export function aiPapersDrop(about: PairContext): Parts {
  const found = venuesIn(about, spans[0]);
  const venues =
    found === null
      ? text``
      : text` At ${fmt.count(found.venues.length)} conferences that are there in every year, joint papers went from ${fmt.count(found.before.both)} in ${fmt.year(found.from)} to ${fmt.count(found.after.both)} in ${fmt.year(found.to)}: conferences stand for all papers only in part.`;
  const lines = printedNumbers(about);
  const printed =
    lines.length === 0
      ? text`No number that was printed by the body that counted was found.`
      : text`Printed by others: ${joined(lines, "; ")}.`;
  return [
    {
      reads: "Joint papers in artificial intelligence are falling",
      needs:
        "joint AI papers year by year from one source; the Emerging Technology Observatory publishes such a series, whose record was not seen",
      evidence: text`${printed}${venues}`,
    },
  ];
}

function printedNumbers(about: PairContext): readonly RichText[] {
  const codes: readonly (string | null)[] = [about.one.code, about.two.code];
  return about
    .rows("estimates")
    .filter((row) => row.standing === "primary" && row.measure === "joint AI papers")
    .filter(({ reporter, partner }) => codes.includes(reporter) && codes.includes(partner))
    .map(printedWords);
}

function printedWords({ statistic, publisher, citation, ...row }: EstimatesRow): RichText {
  const source = citation ?? publisher;
  const span = row.from === row.to ? fmt.year(row.to) : fmt.range(row.from, row.to, "year");
  switch (statistic) {
    case "count":
      return text`${fmt.count(row.lower)} in ${span} (${source})`;
    case "ratio":
      return text`${fmt.ratio(row.lower, { digits: 0 })} times as many in ${fmt.year(row.to)} as in ${fmt.year(row.from)} (${source})`;
    default:
      return text`${fmt.percent(row.lower / 100, { sign: "always", digits: 0 })} in ${span} (${source})`;
  }
}
