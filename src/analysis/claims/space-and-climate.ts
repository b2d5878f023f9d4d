import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { RichText } from "../../model/value.js";
import type { PairContext } from "../pair/context.js";
import { type Emitter, emitters as ranks } from "../pair/emissions.js";
import type { EventsRow } from "../rows.js";
import { jointInFields } from "./single-papers.js";
import { byField, paperByPaper, proxyWords } from "./proxies.js";
import { ifThere } from "./tables.js";
import { capital, cited, joined, type Part, type Parts, tonnesWords } from "./words.js";

/** The two countries are the world's largest emitters of greenhouse gases. */
export function emitters(about: PairContext): Parts {
  return [
    carbonPart(about),
    {
      reads: "They are first with all greenhouse gases together",
      needs: "emissions of methane and the other gases by economy",
    },
  ];
}

function carbonPart(about: PairContext): Part {
  const reads = "Of all economies they emit most carbon dioxide";
  const all = about.newestRows("co2");
  const year = Math.max(...all.map((row) => row.year));
  const ranked = ifThere(() => ranks(all, about.rows("economies"), year)) ?? [];
  const [first, second, third] = ranked;
  const codes = [about.one.code, about.two.code];
  const listed = codes.every((code) => ranked.some(({ economy }) => economy === code));
  const edition = all.find((row) => row.year === year)?.edition;
  if (first === undefined || second === undefined || third === undefined || edition === undefined || !listed)
    return { reads, needs: "the emissions of the two and of all other economies in one year" };
  const share = (first.ofWorld.value ?? 0) + (second.ofWorld.value ?? 0);
  const emitted = (one: Emitter) => text`${about.economy(one.economy).inSentence} ${tonnesWords(one)}`;
  return {
    reads,
    holds: [first, second].every(({ economy }) => codes.includes(economy)),
    evidence: text`Of ${fmt.count(ranked.length)} economies in ${fmt.year(year)}: ${joined([first, second, third].map(emitted), ", ")}. The first two emit ${fmt.percent(share, { digits: 0 })} of the world’s total. Counted are fossil fuels and industry, according to ${cited(about.edition(edition))}.`,
  };
}

/** Many joint projects on the environment went on unaffected. */
export function climateUnaffected(about: PairContext): Parts {
  return [
    {
      reads: "Joint papers on the environment held in number",
      // OpenAlex's field is the environment itself; NSF's stand in for it.
      ...(jointInFields(about, [23]) ?? {
        needs: byField,
        evidence: proxyWords(about, ["geosciences", "natural-resources"]),
      }),
    },
  ];
}

/** What the newspaper printed: the month in which the talks ended, and how much later they were to go on. */
const said = { year: 2022, month: 8, later: 3 } as const;

/** China suspended climate talks in August 2022; three months later the two agreed to resume them. */
export function talks(about: PairContext): Parts {
  const event = (label: string) => about.rows("events", { label, standing: "primary" })[0];
  const [suspended, resumed] = [event("Climate talks suspended"), event("Bali meeting")];
  const reads = "Three months later the two agreed to resume them";
  return [
    suspendedPart(suspended),
    suspended === undefined || resumed === undefined
      ? { reads, needs: "the dates of both announcements" }
      : {
          reads,
          holds: monthOf(resumed.date) - monthOf(suspended.date) === said.later,
          evidence: dated(resumed),
        },
  ];
}

function suspendedPart(suspended: EventsRow | undefined): Part {
  const reads = text`China suspended the talks in August ${fmt.year(said.year)}`;
  if (suspended === undefined) return { reads, needs: "the date of the announcement" };
  return {
    reads,
    holds: monthOf(suspended.date) === said.year * 12 + said.month - 1,
    evidence: dated(suspended),
  };
}

function dated({ date, event, citation }: EventsRow) {
  return text`${capital(event)}, ${fmt.date(date)} (${citation ?? "no source is named"}).`;
}

/** Months since the year 0. */
function monthOf(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

/** Under the Wolf Amendment of 2011 space scientists of the two work in groups of several nations. */
export function wolfMultilateral(about: PairContext): Parts {
  const [law] = about.rows("events", { label: "Wolf Amendment", standing: "primary" });
  const dated =
    law === undefined
      ? text``
      : text`The law is of ${fmt.date(law.date)} (${law.citation ?? "no source is named"}). `;
  return [
    {
      reads: "Their joint papers on space have authors of other nations more often than before the law",
      needs: `${paperByPaper}, with its topic and all its economies, before the law and after`,
      evidence: text`${dated}${proxyWords(about, ["astronomy"])}${exactlyTwoIn(about)}`,
    },
  ];
}

/** A field of OpenAlex is wider than space, so that its numbers are context. */
function exactlyTwoIn({ works }: PairContext): RichText {
  const shares = (works?.cube.cells ?? [])
    .filter(({ field, joint }) => field === 31 && joint.whole >= 100)
    .map(({ year, joint }) => ({ year, share: joint.bilateral / joint.whole }));
  const [first, last] = [shares[0], shares.at(-1)];
  return first === undefined || last === undefined || first === last
    ? text``
    : text` In all of physics and astronomy, ${fmt.percent(first.share, { digits: 0 })} of the joint papers were of exactly the two in ${fmt.year(first.year)} and ${fmt.percent(last.share, { digits: 0 })} in ${fmt.year(last.year)}.`;
}

const missions = "a register of space missions, outside the tables of this briefing";

/** China was the third country to bring back samples from the Moon; only the two have working rovers on Mars. */
export function lunarFirsts(): Parts {
  return [
    { reads: "China was the third country to bring back samples from the Moon", needs: missions },
    { reads: "Only the two countries had working rovers on Mars in March 2023", needs: missions },
  ];
}

/** NASA's planetary data are open to everyone, and China's should be. */
export function openData(): Parts {
  return [
    {
      reads: "NASA’s planetary data are open to everyone",
      needs: "an inventory of archives and their terms",
    },
    { reads: "China’s should be", needs: "nothing that data could give: it is a wish" },
  ];
}
