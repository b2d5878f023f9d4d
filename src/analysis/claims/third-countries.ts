import { geometricMean } from "../indicators/numeric/statistics.js";
import { fittedIn, jointIn, type Panel, ratioOfPair } from "../verdict/index.js";
import type { PairContext } from "../pair/context.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { RichText } from "../../model/value.js";
import { capital, cited, isMore, joined, namesOf, type Part, type Parts } from "./words.js";
import { ifThere, output, ruleYears, shareOfWorld } from "./tables.js";

/** Two economies of the panel of 24, in the last complete year against the baseline of the rule. */
interface Moved {
  readonly code: string;
  readonly year: number;
  readonly baseline: readonly number[];
  /** Joint works over those that the sizes give, in the year. */
  readonly level: number;
  /** Propensity over that of the baseline. */
  readonly ratio: number;
  /** Joint works over their mean in the baseline, less one. */
  readonly count: number;
}

/** Null where the panel lacks the pair or one of the years. */
function movedWith(about: PairContext, code: string, other: string): Moved | null {
  const { baseline, complete: year } = ruleYears(about);
  const panel = panelOf(about);
  if (panel === null || year === null) return null;
  const pair = [code, other] as const;
  const level = fittedIn(panel, pair, year);
  const ratio = ratioOfPair(panel, pair, { year, baseline });
  const now = jointIn(panel, pair, year);
  const mean = geometricMean(baseline.map((one) => jointIn(panel, pair, one)));
  if (level === null || ratio === null || now === null || mean === null) return null;
  return { code, year, baseline, level, ratio, count: now / mean - 1 };
}

function panelOf(about: PairContext): Panel | null {
  return ifThere(() => about.panel("listed"));
}

/** The change in the number of joint papers, and in the same breath that of propensity. */
function movedWords(
  about: PairContext,
  other: string,
  { code, ratio, count, year, baseline }: Moved,
): RichText {
  const span = fmt.range(Math.min(...baseline), Math.max(...baseline), "year");
  const names = [code, other].map((one) => about.economy(one).inSentence);
  return text`${capital(names.join(" and "))} wrote ${fmt.change(count)} joint papers in ${fmt.year(year)} than in ${span}; given how much each works with everyone, ${fmt.change(ratio - 1)}`;
}

function panelSource(about: PairContext): string {
  const panel = panelOf(about);
  return panel === null ? "" : `, according to ${cited(about.edition(panel.edition))}`;
}

/** India gains weight in research and leans towards the United States. */
export function indiaLeans(about: PairContext): Parts {
  const withUs = movedWith(about, "IN", about.one.code);
  const withChina = movedWith(about, "IN", about.two.code);
  return [weightPart(about), levelPart(about, withUs, withChina), towardsPart(about, withUs, withChina)];
}

function weightPart(about: PairContext): Part {
  const reads = "India gains weight: its share of the world’s papers grows";
  const papers = output(about);
  const from = about.rule.baselines[0].from;
  const to = papers?.lastComplete;
  if (papers === null || to === undefined || to <= from)
    return { reads, needs: "India’s papers and the world’s, in the baseline and after it" };
  const [before, after] = [from, to].map((year) => shareOfWorld(papers, "IN", { year }));
  if (before == null || after == null)
    return { reads, needs: `India’s papers and the world’s in ${String(from)} and ${String(to)}` };
  return {
    reads,
    holds: isMore(after, before),
    evidence: text`${fmt.percent(before)} in ${fmt.year(from)}, ${fmt.percent(after)} in ${fmt.year(to)}, with joint papers divided, according to ${cited(papers.edition)}.`,
  };
}

const panelNeeds = "India’s joint papers with both, in the baseline and a complete year after it";

function levelPart(about: PairContext, withUs: Moved | null, withChina: Moved | null): Part {
  const reads = "Given size, it works more with the United States than with China";
  if (withUs === null || withChina === null) return { reads, needs: panelNeeds };
  return {
    reads,
    holds: withUs.level > withChina.level,
    evidence: text`Joint papers over those that size would give, in ${fmt.year(withUs.year)}: ${fmt.ratio(withUs.level)} with the United States, ${fmt.ratio(withChina.level)} with China${panelSource(about)}.`,
  };
}

function towardsPart(about: PairContext, withUs: Moved | null, withChina: Moved | null): Part {
  const reads = "It moves towards the United States rather than towards China";
  if (withUs === null || withChina === null) return { reads, needs: panelNeeds };
  return {
    reads,
    // More than with China is no movement towards the United States where both fell.
    holds: withUs.ratio > 1 && withUs.ratio > withChina.ratio,
    evidence: text`${movedWords(about, about.one.code, withUs)}. ${movedWords(about, about.two.code, withChina)}.`,
  };
}

/** Russia is the one large partner whose politics favour work with China, and its capacity will suffer. */
export function russiaChina(about: PairContext): Parts {
  const withChina = movedWith(about, "RU", about.two.code);
  const withUs = movedWith(about, "RU", about.one.code);
  const papers = output(about);
  const shares = (papers?.years ?? []).slice(-2).flatMap((year) => {
    const share = papers === null ? null : shareOfWorld(papers, "RU", { year });
    const early = year > (papers?.lastComplete ?? -Infinity) ? "the early count of " : "";
    return share === null ? [] : [text`${fmt.percent(share)} in ${early}${fmt.year(year)}`];
  });
  return [
    {
      reads: "It is the one large partner whose politics favour the work",
      needs: "a measure of what politics favour: joint papers show that people work together, not why",
      ...(withChina !== null &&
        withUs !== null && {
          evidence: text`${movedWords(about, about.two.code, withChina)}. ${movedWords(about, about.one.code, withUs)}${panelSource(about)}. ${turnedWords(about)}`,
        }),
    },
    {
      reads: "Its capacity will suffer from sanctions",
      needs: "more than one complete year after the sanctions of 2022",
      ...(papers !== null &&
        shares.length > 0 && {
          evidence: text`Its share of the world’s papers: ${joined(shares, ", ")}, according to ${cited(papers.edition)}.`,
        }),
    },
  ];
}

/** Whose propensity with China rose by as much as the rule calls a change, and the number of joint papers with it. */
function turnedWords(about: PairContext): RichText {
  const year = ruleYears(about).complete;
  const codes = year === null ? [] : (panelOf(about)?.at(year)?.table.economies ?? []);
  const others = codes.filter((code) => ![about.one.code, about.two.code].includes(code));
  const limit = fmt.ratio(about.rule.limits.recoupled);
  const closer = others.flatMap((code) => {
    const moved = movedWith(about, code, about.two.code);
    return moved !== null && moved.ratio > about.rule.limits.recoupled ? [moved] : [];
  });
  const counts = closer.map(({ count }) => count);
  return closer.length === 0
    ? text`No economy of the panel had a propensity with China at least ${limit} times that of the baseline.`
    : text`${capital(
        namesOf(
          about,
          closer.map(({ code }) => code),
        ),
      )} had a propensity with China at least ${limit} times that of the baseline; in number they wrote ${fmt.change({ lower: Math.min(...counts), upper: Math.max(...counts) })} joint papers with China.`;
}

const allies = ["GB", "JP", "KR", "AU", "CA"];

/** The picture depends on whether US allies and the Union's countries go on working with China. */
export function europeDecides(about: PairContext): Parts {
  const members = about
    .rows("economies")
    .filter(({ inEu27 }) => inEu27)
    .map(({ code }) => code);
  const moved = [...allies, ...members].flatMap((code) => movedWith(about, code, about.two.code) ?? []);
  return [
    {
      reads: "The picture depends on whether US allies and the Union’s countries go on working with China",
      needs: "nothing that data could give: it is a forecast with a condition",
      ...(moved.length > 0 && { evidence: movedOf(about, moved) }),
    },
  ];
}

function movedOf(about: PairContext, moved: readonly Moved[]): RichText {
  const [one] = moved;
  if (one === undefined) return text``;
  const { from, to } = { from: Math.min(...one.baseline), to: Math.max(...one.baseline) };
  const counts = moved.map(({ count }) => count);
  const away = moved.filter(({ ratio }) => ratio < about.rule.limits.partial);
  const size =
    away.length === 0
      ? text`With none of them propensity fell by as much as the rule calls a change.`
      : joined(away.map((each) => awayWords(about, each)));
  return text`${capital(
    namesOf(
      about,
      moved.map(({ code }) => code),
    ),
  )} wrote ${fmt.change({ lower: Math.min(...counts), upper: Math.max(...counts) })} joint papers with China in ${fmt.year(one.year)} than in ${fmt.range(from, to, "year")}${panelSource(about)}. ${size} Members are not added up: a paper of two counts for both.`;
}

/** A propensity this near to the limit lies on it, not beyond it. */
const onTheLine = 0.005;

function awayWords(about: PairContext, { code, ratio, count, year }: Moved): RichText {
  const { partial } = about.rule.limits;
  const where = partial - ratio < onTheLine ? "on" : "below";
  return text`${capital(about.economy(code).inSentence)}’s propensity with China was ${fmt.ratio(ratio, { digits: 3 })} of that of the baseline in ${fmt.year(year)}, ${where} the rule’s line of ${fmt.ratio(partial)}; in number they wrote ${fmt.change(count)} joint papers.`;
}
