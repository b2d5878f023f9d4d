/** What `briefing diff --attribute` found, as lines of text. */
import { limited, plural } from "../../lib/plural.js";
import { amountOf, differenceWords } from "../diff/numbers.js";
import { isSameReading, type AttributedValue, type Part, type Reading } from "./attribute.js";
import type { AttributedDiff } from "./attribute-diff.js";

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
  const amounts = readings.flatMap((reading) => {
    const amount = reading?.format === value.after.format ? amountOf(reading.raw) : undefined;
    return amount === undefined ? [] : [amount];
  });
  if (amounts.length < readings.length) return [head, ...inWords(value)];
  const isRange = amounts.some(([lower, upper]) => lower !== upper);
  if (!isRange) return [head, `  ${inNumbers(value, 0)}`];
  return [head, `  lower end ${inNumbers(value, 0)}`, `  upper end ${inNumbers(value, 1)}`];
}

/** The effect of each input on a number, or on one end of a range. */
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
    // Less than the page's precision counts as nothing.
    const isNothing = decimalsIn(words) > decimalsIn(differenceWords(total, wording));
    described.push(`together ${isNothing || together === 0 ? "nothing more" : words}`);
  }
  return `${differenceWords(total, wording)}: ${described.join(", ")}`;
}

const decimalsIn = (text: string): number => /\.(\d+)/.exec(text)?.[1]?.length ?? 0;

/** Words have no difference: reports which inputs cause the change, and which it needs. */
function inWords({ before, after, parts }: AttributedValue): readonly string[] {
  const lines = parts.flatMap((part) => {
    const suffices = isSame(part.alone, after);
    const isNeeded = !isSame(part.without, after);
    if (suffices && isNeeded) return [`  ${named(part)} alone causes it`];
    if (suffices) return [`  ${named(part)} would cause it alone, and so would another input`];
    if (isNeeded) return [`  ${named(part)} is needed, but does not cause it alone`];
    return isSame(part.alone, before) ? [] : [`  ${named(part)} alone makes it ${part.alone?.text ?? ""}`];
  });
  return lines.length > 0 ? lines : ["  no single input causes it or is needed for it"];
}

const isSame = (one: Reading | undefined, two: Reading): boolean =>
  one !== undefined && isSameReading(one, two);

const maxInputs = 3;

const named = ({ inputs }: Part): string =>
  limited(inputs, maxInputs, (left) => `${left} more`).join(" with ");
