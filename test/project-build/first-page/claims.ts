/** The parts of the article’s statements, decided from the tables: `holds`, `fails`, or `not-testable`. */
import { early, isComplete, joint, last } from "./counts.js";
import { baselines, inLast, linksIn, propensityIn } from "./propensity.js";
import { geometricMeanOf, nsf, numberIn, openalex, rowsWith, rowWith, sumOf, table } from "./tables.js";
import { conferencesApart, technologyYears } from "./technology.js";
import { verdictOf } from "./verdict.js";

export type Answer = "holds" | "fails" | "not-testable";

const answer = (holds: boolean): Answer => (holds ? "holds" : "fails");
/** “More” is more than a tenth more, “about” within a tenth. */
const isMore = (now: number, then: number) => now > 1.1 * then;
const isAbout = (value: number, said: number) => Math.abs(value / said - 1) <= 0.1;

/** Partners of an economy with their joint papers, most first. */
function partnersOf(edition: string, economy: string, year: number): readonly (readonly [string, number])[] {
  const rows =
    edition === openalex
      ? rowsWith("partners", { edition, reporter: economy, year }).map((row) => [
          row.partner ?? "",
          numberIn(row, "works"),
        ])
      : rowsWith("nsf-pairs", { edition, year })
          .filter(({ a, b }) => [a, b].includes(economy))
          .map((row) => [(row.a === economy ? row.b : row.a) ?? "", numberIn(row, "works")]);
  return (rows as [string, number][]).sort((a, b) => b[1] - a[1]);
}

/** One over the sum of squared shares: as many equal partners would spread the papers as evenly. */
function effectivePartners(edition: string, economy: string, year: number, without?: string): number {
  const papers = partnersOf(edition, economy, year)
    .filter(([partner]) => partner !== without)
    .map(([, works]) => works);
  return sumOf(papers) ** 2 / sumOf(papers.map((works) => works ** 2));
}

const isFirstEverywhere = (economy: string, other: string) =>
  [
    partnersOf(openalex, economy, 2022),
    partnersOf(openalex, economy, 2023),
    partnersOf(nsf, economy, early),
  ].every(([first]) => first?.[0] === other);

const spreads = (economy: string, without?: string): Answer =>
  answer(
    [nsf, openalex].every((edition) =>
      isMore(
        effectivePartners(edition, economy, early, without),
        effectivePartners(edition, economy, 2003, without),
      ),
    ),
  );

/** Britain, Australia and Canada among China’s first five partners after the United States. */
function areNext(leftOut: readonly string[]): Answer {
  const lists = [partnersOf(openalex, "CN", 2022), partnersOf(openalex, "CN", 2023)];
  // NSF does not count Hong Kong and Macau apart.
  if (leftOut.length === 0) lists.push(partnersOf(nsf, "CN", early));
  return answer(
    lists.every((list) => {
      const five = list
        .map(([partner]) => partner)
        .filter((partner) => partner !== "US" && !leftOut.includes(partner))
        .slice(0, 5);
      return ["GB", "AU", "CA"].every((partner) => five.includes(partner));
    }),
  );
}

const output = (economy: string, year: number, column: string) =>
  numberIn(rowWith("field-output", { edition: nsf, field: "all", economy, year }), column);

function isFifth(economy: string, column: string): Answer {
  const over = (of: string) => sumOf([2017, 2018, 2019, 2020, 2021].map((year) => output(of, year, column)));
  return answer(isAbout(over(economy) / over("WORLD"), 0.2));
}

/** Greatest complete count of an edition against its last complete one. */
function fellSincePeak(edition: string): Answer {
  const complete = rowsWith("copublications", { edition, reporter: "US", partner: "CN" })
    .map((row) => numberIn(row, "year"))
    .filter((year) => isComplete(edition, year));
  const newest = Math.max(...complete);
  const peak = complete.reduce((most, year) =>
    joint(edition, year).upper > joint(edition, most).upper ? year : most,
  );
  return answer(newest > peak && joint(edition, newest).upper < joint(edition, peak).lower);
}

/** NSF counted 2020 early and in an edition before that of its other greatest count: it cannot say which is greater. */
function peaksIn2020(edition: string): Answer {
  const years = rowsWith("copublications", { edition, reporter: "US", partner: "CN" });
  const of2020 = years.find(({ year }) => year === "2020");
  if (of2020 === undefined) return "not-testable";
  return answer(years.every((row) => numberIn(row, "upper") <= numberIn(of2020, "lower")));
}

const topicsWith = (name: string): Answer =>
  answer(numberIn(rowWith(name, { a: "CN", b: "US" }), "works") > 0);

function funding(): readonly [Answer, Answer] {
  const total = rowWith("funding", { item: "total", standing: "primary" });
  const dollars = numberIn(total, "lower");
  return [
    answer(isAbout(dollars, 30e6) && dollars < 30e6),
    answer(total.from === "2015" && total.to === "2021"),
  ];
}

/** Decided only where two comparisons agree. */
function agreed([one, other]: readonly [boolean, boolean]): Answer {
  return one === other ? answer(one) : "not-testable";
}

function aiPapers(): readonly [Answer, Answer] {
  const years = technologyYears("Artificial intelligence");
  const now = years.at(-1);
  const peak = years.reduce((most, one) => (one.joint > most.joint ? one : most));
  if (now === undefined) throw new Error("no complete year of AI papers");
  const crossesBreak = peak.year < 2022 && now.year >= 2022;
  return [
    crossesBreak ? "not-testable" : answer(now.joint <= 0.95 * peak.joint),
    agreed([now.simple <= 0.95 * peak.simple, now.fitted <= 0.95 * peak.fitted]),
  ];
}

function climateTalks(): readonly [Answer, Answer] {
  const dateOf = (label: string) => rowWith("events", { label, standing: "primary" }).date ?? "";
  const monthOf = (date: string) => 12 * Number(date.slice(0, 4)) + Number(date.slice(5, 7));
  const stopped = dateOf("Climate talks suspended");
  return [
    answer(stopped.startsWith("2022-08")),
    answer(monthOf(dateOf("Bali meeting")) - monthOf(stopped) === 3),
  ];
}

const restrictions = table("events").filter(
  ({ date = "", effect, standing, kind, by = "" }) =>
    effect === "restricting" &&
    standing === "primary" &&
    kind !== "diplomacy" &&
    by.split(" ").includes("US") &&
    date >= "2018" &&
    date < "2023",
);

/** The share of economies in the most cited articles: their output times how often it is among these. */
function ofMostCited(economies: readonly string[]): number {
  const cells = { edition: nsf, field: "all", counting: "fractional", documents: "articles" };
  const year = Math.max(...rowsWith("top-cited", cells).map((row) => numberIn(row, "year")));
  const part = (economy: string) =>
    (numberIn(rowWith("top-cited", { ...cells, economy, year }), "index") *
      output(economy, year, "fractional")) /
    output("WORLD", year, "fractional");
  return sumOf(economies.map(part));
}

function alliesWriteHalf(): Answer {
  const allies = ["US", "CA", "GB", "JP", "KR", "AU"];
  const least = ofMostCited([...allies, "DE", "FR", "IT"]);
  const most = ofMostCited([...allies, "EU27"]);
  if (least > 0.5) return "holds";
  return most <= 0.5 ? "fails" : "not-testable";
}

const inPanel = (other: string, year: number) => {
  const pair = ["IN", other] as const;
  return propensityIn(linksIn(rowsWith("pairs", { edition: openalex, year }), pair), pair, "fitted");
};

function india(): readonly Answer[] {
  const share = (year: number) => output("IN", year, "fractional") / output("WORLD", year, "fractional");
  const usual = geometricMeanOf(baselines["2013–2017"].map((year) => inPanel("US", year)));
  return [
    answer(isMore(share(last), share(2013))),
    answer(inPanel("US", last) > inPanel("CN", last)),
    answer(inPanel("US", last) > usual),
  ];
}

const open: Answer = "not-testable";

/** By statement, its parts in order. What no table can show stays open. */
export const parts: Readonly<Record<string, readonly Answer[]>> = {
  "peak-2020": [peaksIn2020(nsf), peaksIn2020(openalex), open],
  "fall-2022": [fellSincePeak(nsf), fellSincePeak(openalex), open],
  "first-partners": [answer(isFirstEverywhere("US", "CN")), answer(isFirstEverywhere("CN", "US"))],
  "fifth-of-world": [
    isFifth("US", "whole"),
    isFifth("US", "fractional"),
    isFifth("CN", "whole"),
    isFifth("CN", "fractional"),
  ],
  "not-full": [answer(!verdictOf(inLast).includes("full"))],
  broadening: [spreads("US", "CN"), spreads("US"), spreads("CN", "US"), spreads("CN")],
  "next-partners": [areNext([]), areNext(["HK", "MO"])],
  "joint-fields": [topicsWith("ai-pairs"), topicsWith("coronavirus-pairs"), open, open, open],
  "funding-30m": funding(),
  "ai-citations": [open, open],
  "ai-conferences": [agreed(conferencesApart("venues")), agreed(conferencesApart("papers"))],
  "ai-papers-drop": aiPapers(),
  "wolf-multilateral": [open],
  emitters: [open],
  "climate-unaffected": [open],
  "talks-2022": climateTalks(),
  "palaeo-unaffected": [open],
  scrutiny: [restrictions.length > 0 ? "holds" : open, open],
  "allies-concentrate": [alliesWriteHalf()],
  "india-leans": india(),
  "russia-china": [open, open],
  "europe-decides": [open],
  "lunar-firsts": [open, open],
  "open-data": [open, open],
};

/** Every part of a statement matters: if one fails or is open, and another holds, it holds in part. */
export function statementVerdict(of: readonly Answer[]): string {
  const tested = of.filter((part) => part !== "not-testable");
  if (tested.length === 0) return "not-testable";
  if (!tested.includes("holds")) return "contradicted";
  return of.every((part) => part === "holds") ? "supported" : "partly";
}
export const tally = (verdict: string): number =>
  Object.values(parts).filter((of) => statementVerdict(of) === verdict).length;
