/** What was found by trying, in words: `−1.3 points: data/pairs.csv −1.1, src/pair.ts −0.2, together 0.0`. */
import { amountOf, differenceWords } from "../diff/numbers.js";
import { type AttributedValue, isSameReading, type Part, type Reading } from "./attribute.js";
import type { AttributedDiff } from "./attribute-diff.js";
import { plural } from "../../lib/plural.js";

export function describeAttribution(found: AttributedDiff): readonly string[] {
  const { before, after, values, runs, unresolved, notes } = found;
  return [
    ...values.flatMap((value) => [...describeValue(value), ""]),
    ...(unresolved.length > 0 ? [`Not separated within --limit: ${unresolved.join(", ")}.`] : []),
    ...notes,
    `${before} → ${after}, ${plural(runs, "run")}.`,
  ];
}

function describeValue(value: AttributedValue): readonly string[] {
  const head = `${value.id}: ${value.before.text} → ${value.after.text}`;
  const readings = [value.before, value.after, ...value.parts.map(({ alone }) => alone)];
  const amounts = readings.map((reading) => amountOf(reading?.raw));
  const areNumbers = readings.every(
    (reading, index) => amounts[index] !== undefined && reading?.format === value.after.format,
  );
  if (!areNumbers) return [head, ...inWords(value)];
  const isRange = amounts.some((amount) => amount !== undefined && amount[0] !== amount[1]);
  if (!isRange) return [head, `  ${inNumbers(value, 0)}`];
  return [head, `  lower end ${inNumbers(value, 0)}`, `  upper end ${inNumbers(value, 1)}`];
}

/** What each input does to a number, or to one end of a range. */
function inNumbers({ before, after, parts }: AttributedValue, end: 0 | 1): string {
  const numberIn = (reading: Reading | undefined) => amountOf(reading?.raw)?.[end];
  const wording = { ...after, texts: [before.text, after.text] };
  const from = numberIn(before) ?? NaN;
  const total = (numberIn(after) ?? NaN) - from;
  const effects = parts
    .map((part) => ({ part, effect: (numberIn(part.alone) ?? NaN) - from }))
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
  const acting = effects.filter(
    ({ part, effect }) => effect !== 0 || numberIn(part.without) !== numberIn(after),
  );
  if (total === 0 && acting.length === 0) return "unchanged";
  const described = acting.map(({ part, effect }) => `${named(part)} ${differenceWords(effect, wording)}`);
  if (acting.length > 1) {
    const together = total - effects.reduce((sum, { effect }) => sum + effect, 0);
    const words = differenceWords(together, wording);
    // What takes more decimals than the page has is nothing there.
    const isNothing = decimalsIn(words) > decimalsIn(differenceWords(total, wording));
    described.push(`together ${isNothing || together === 0 ? "nothing more" : words}`);
  }
  return `${differenceWords(total, wording)}: ${described.join(", ")}`;
}

const decimalsIn = (text: string): number => /\.(\d+)/.exec(text)?.[1]?.length ?? 0;

/** A word has no difference: which input brings it about, and which it does not come without. */
function inWords({ before, after, parts }: AttributedValue): readonly string[] {
  const lines = parts.flatMap((part) => {
    const suffices = isSame(part.alone, after);
    const isNeeded = !isSame(part.without, after);
    if (suffices && isNeeded) return [`  ${named(part)} alone does it`];
    if (suffices) return [`  ${named(part)} would do it alone, and so would another`];
    if (isNeeded) return [`  ${named(part)} has a part in it`];
    return isSame(part.alone, before) ? [] : [`  ${named(part)} alone makes it ${part.alone?.text ?? ""}`];
  });
  return lines.length > 0 ? lines : ["  none of the inputs alone, and none without the others"];
}

const isSame = (one: Reading | undefined, two: Reading): boolean =>
  one !== undefined && isSameReading(one, two);

const mostNamed = 3;

function named({ inputs }: Part): string {
  const shown = inputs.length > mostNamed ? inputs.slice(0, mostNamed) : inputs;
  const more = inputs.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(" with ");
}
