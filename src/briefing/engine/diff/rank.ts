import { kindOf, type Change } from "./kinds/index.js";
import type { Weight } from "./kinds/kind.js";
import { settingRank } from "./kinds/lines.js";
import { staleRank } from "./kinds/stale.js";
import type { TextRun } from "./shapes.js";

/**
 * What readers of the page would quote: its headline, a flipped verdict, the first page, parts of claims; then numbers;
 * figures and tables by their data; additions and removals; the look of figures; words. Changes without meaning for
 * readers come last: punctuation, moves and renames, code, and whatever was added or removed with something larger.
 */
export function weightOf(change: Change): Weight {
  if (change.accepted === true) return { rank: 14, size: 0 };
  if (change.partOf !== undefined) return { rank: 13, size: 0 };
  if (isSameText(change)) return { rank: 12, size: -1 };
  const { weigh, presence, isFirst } = kindOf(change);
  if (change.status !== "changed") {
    // Adding or removing a code cell matters as little as changing one.
    const rank = presence <= 1 ? 12 : isFirst?.(change) === true ? 1 : 5;
    // The first page itself comes before the guards of its sentences.
    return { rank, size: change.kind === "value" && rank === 1 ? 0 : presence };
  }
  if (isPunctuation(change)) return { rank: 9, size: 0 };
  const weight = weigh(change);
  return change.onFirstPage === true && weight.rank === 2 ? { ...weight, rank: 1 } : weight;
}

export interface Band {
  readonly id: string;
  readonly title: string;
  readonly ranks: readonly number[];
}

/** Ranks grouped under the headings that readers see. */
export const dataBand = "data";
export const bands: readonly Band[] = [
  { id: "stale", title: "Not built yet", ranks: [staleRank] },
  { id: "claims", title: "First page, verdicts and claims", ranks: [0, 1] },
  { id: "values", title: "Values", ranks: [2] },
  { id: dataBand, title: "Figures, tables and outputs: data", ranks: [3] },
  { id: "meaning", title: "Figures: axes and what is drawn", ranks: [4] },
  { id: "presence", title: "Added and removed", ranks: [5] },
  { id: "looks", title: "Figures: how they look", ranks: [6] },
  { id: "words", title: "Words", ranks: [7, 8] },
  { id: "settings", title: "Settings in code", ranks: [settingRank] },
  { id: "rest", title: "Punctuation, order, names and code", ranks: [9, 10, 11, 12, 13] },
  { id: "accepted", title: "Accepted", ranks: [14] },
];

export const loudTitle = "Headline, verdicts and sentences that are no longer true";
export const isLoud = ({ rank }: Weight): boolean => rank === 0;
export const isOfData = ({ rank }: Weight): boolean => rank === 3;
/** A figure in other colours or of another size. */
export const isOfLooks = (change: Change): boolean => change.kind === "figure" && weightOf(change).rank === 6;
/** No reader of the page would notice it. */
export const isFolded = ({ rank }: Weight): boolean => rank >= 9;

/** A value that was added or removed although its text reads the same. */
export function isSameText(change: Change): boolean {
  return "sameText" in change && change.sameText === true;
}

/** Marks that carry meaning: of numbers, comparisons and money, questions, words that are struck. */
const meaning = /[\d%‰$€£¥<>=≤≥≈+±−/^§°?]|~~/u;
/** A hyphen or star before a word. Emphasis touches a word, as does the sign of a number; a dash or a product has blanks on both sides. */
const isSign = (text: string, next: string): boolean => {
  const isApart = /^\s/.test(next);
  return (/(?:^|\s)-$/.test(text) && !isApart) || (/^\s+\*$/.test(text) && isApart);
};

/** Whether only punctuation and blanks between the same words changed, such as a comma that became a semicolon. */
function isPunctuation(change: Change): boolean {
  const texts: readonly (readonly TextRun[])[] = [
    ...("runs" in change ? [change.runs] : []),
    ...("texts" in change ? change.texts.map((text) => text.runs) : []),
  ];
  const runs = texts.flat();
  if (runs.every(({ kind }) => kind === "same" || kind === "value")) return false;
  const isAll =
    kindOf(change).weigh(change).rank >= 7 ||
    change.kind === "first-page" ||
    (change.kind === "claim" && change.verdict === undefined && change.parts.length === 0);
  return isAll && texts.every(hasSameWords);
}

/** Whether each removed run of words has its counterpart next to it, apart from meaningless marks. */
function hasSameWords(runs: readonly TextRun[]): boolean {
  const gone = { removed: "", added: "" };
  const isInFormula = formulasIn(runs);
  for (const [index, run] of [...runs, { kind: "same", text: "" } as const].entries()) {
    if (run.kind === "value") {
      if (run.was !== run.is) return false;
    } else if (run.kind !== "same") {
      const next = runs.slice(index + 1).find(({ kind }) => kind === "same" || kind === "value");
      if (
        meaning.test(run.text) ||
        isInFormula(run) ||
        isSign(run.text, next !== undefined && "text" in next ? next.text : "")
      )
        return false;
      gone[run.kind] += run.text;
      continue;
    }
    if (wordsIn(gone.removed) !== wordsIn(gone.added)) return false;
    gone.removed = gone.added = "";
  }
  return true;
}

/** Formulas between dollar signs, and code between backticks: there, brackets and commas mean something. */
const formulas =
  /\$\$[\s\S]+?\$\$|\$(?![\s\d])[^$\n]*?[^\s$]\$(?!\d)|\\\([\s\S]+?\\\)|\\\[[\s\S]+?\\\]|`[^`\n]+`/g;

/** Whether removed or added words stand in a formula or in code. */
function formulasIn(runs: readonly TextRun[]): (run: TextRun) => boolean {
  const inside = new Set<TextRun>();
  for (const [gone, side] of [
    ["added", "was"],
    ["removed", "is"],
  ] as const) {
    let text = "";
    const places: { readonly run: TextRun; readonly from: number; readonly to: number }[] = [];
    for (const run of runs) {
      if (run.kind === gone) continue;
      const words = run.kind === "value" ? run[side] : run.text;
      places.push({ run, from: text.length, to: text.length + words.length });
      text += words;
    }
    for (const { 0: found, index } of text.matchAll(formulas))
      for (const { run, from, to } of places)
        if (from < index + found.length - 1 && to > index + 1) inside.add(run);
  }
  return (run) => inside.has(run);
}

const wordsIn = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, "");

/** Outputs have no names of their own: they are listed as on the page. */
const placed: readonly string[] = ["output", "image", "code"];

/** Pads the numbers in a key to one width, so that cell 7 sorts before cell 10. */
const orderOf = ({ key }: Change): string => key.replace(/\d+/g, (digits) => digits.padStart(12, "0"));

function byPlace(a: Change, b: Change): number {
  const one = a.after ?? a.before;
  const two = b.after ?? b.before;
  if (a.kind === b.kind && placed.includes(a.kind) && one !== undefined && one.section === two?.section)
    return one.index - two.index;
  return 0;
}

/** Greatest effect first; ties are broken by place or key, so that the order is the same everywhere. */
export function ranked(changes: readonly Change[]): readonly Change[] {
  return changes
    .map((change) => ({ change, weight: weightOf(change) }))
    .sort(
      (a, b) =>
        a.weight.rank - b.weight.rank ||
        b.weight.size - a.weight.size ||
        byPlace(a.change, b.change) ||
        (orderOf(a.change) < orderOf(b.change) ? -1 : orderOf(a.change) > orderOf(b.change) ? 1 : 0) ||
        (a.change.key < b.change.key ? -1 : 1),
    )
    .map(({ change }) => change);
}
