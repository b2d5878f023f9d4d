import type { EconomiesRow } from "../rows.js";
import { type Broadening, broadenings, riseOf } from "../pair/broadening.js";
import type { PairContext } from "../pair/context.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { RichText } from "../../model/value.js";
import { isMore, type Part, type Parts } from "./reading.js";
import { ifThere, listsOf, ruleYears } from "./tables.js";
import { capital, cited, joined, yearWords } from "./words.js";

type Kind = "with" | "without";

/** Both countries spread their joint research over more nations. */
export function broadening(about: PairContext): Parts {
  const lists = [about.one, about.two].flatMap(({ code }) => listsOf(about, code)).map(({ list }) => list);
  // The first and the last year that the lists of every source have: another base year is another question.
  const all = ifThere(() => broadenings(lists, { leftOut: [] })) ?? [];
  const later = all.filter(({ last }) => last.year > about.rule.baselines[0].to);
  return [about.one, about.two].flatMap((of) => {
    const own = later.filter(({ list }) => list.economy === of.code);
    return (["without", "with"] as const).map((kind) => spreadPart(about, of, kind, own));
  });
}

function spreadPart(about: PairContext, of: EconomiesRow, kind: Kind, found: readonly Broadening[]): Part {
  const partner = of === about.one ? about.two : about.one;
  const reads = text`${capital(of.inSentence)}: papers spread over more partners, ${partner.inSentence} ${kind === "with" ? "counted" : "left out"}`;
  if (found.length === 0 || found.some((each) => riseOf(each, kind) === null))
    return {
      reads,
      needs: `lists of the partners of ${of.inSentence} for the same two years in every source`,
    };
  const lines = found.map(({ list, first, last, turnover }) => {
    const status = list.completeYears.includes(last.year) ? "complete" : "incomplete";
    return text`According to ${cited(about.edition(list.edition))}, the effective number of partners went from ${effective(first, kind)} in ${fmt.year(first.year)} to ${effective(last, kind)} in ${yearWords({ year: last.year, status })}; ${fmt.percent(turnover[kind].shares, { digits: 0 })} of the links moved to other partners.`;
  });
  const holds = found.every((each) => isBroader(each, kind));
  const since = holds ? "" : sinceBaseline(about, kind, found);
  return { reads, holds, evidence: text`${joined(lines)}${since}` };
}

/** A part that fails from the common first year may hold from the baseline on, in a source that has both years. */
function sinceBaseline(about: PairContext, kind: Kind, found: readonly Broadening[]): RichText {
  const [from] = ruleYears(about).baseline;
  const having = found.flatMap(({ series, last, list }) =>
    series.filter(({ year }) => year === from && year < last.year).map((first) => ({ first, last, list })),
  );
  const [own, ...others] = having;
  if (own === undefined || others.length > 0 || !isBroader(own, kind)) return text``;
  return text` The base year decides: from ${fmt.year(own.first.year)}, which only ${cited(about.edition(own.list.edition))} lists, it went from ${effective(own.first, kind)} to ${effective(own.last, kind)}.`;
}

function isBroader({ first, last }: Pick<Broadening, "first" | "last">, kind: Kind): boolean {
  return isMore(last[kind].effective.value ?? NaN, first[kind].effective.value ?? NaN);
}

function effective(of: Broadening["first"], kind: Kind) {
  return fmt.ratio(of[kind].effective, { digits: 1 });
}
