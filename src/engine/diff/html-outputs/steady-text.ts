import type { Tolerance } from "../briefing.js";
import { isWithin } from "../numbers/amounts.js";

/** What differs from run to run and says nothing: where an object lies in memory, how long it took, which process it was. */
const passing: readonly (readonly [RegExp, string])[] = [
  [/\bat 0x[0-9a-f]+\b/gi, "at 0x…"],
  [/(<[^<>\n]*\b)0x[0-9a-f]{4,16}\b(?=[^<>\n]*>)/gi, "$10x…"],
  [/ipykernel_\d+\/\d+\.py/g, "ipykernel/….py"],
  [/<ipython-input-\d+-[0-9a-f]+>/g, "<ipython-input>"],
  [/\bIn ?\[\d+\]/g, "In […]"],
  [/^CPU times: .*$/gm, "CPU times: …"],
  [/^Wall time: .*$/gm, "Wall time: …"],
  [/^[\d.]+ \S?s ± [\d.]+ \S?s per loop \(.*\)$/gm, "… per loop"],
  // Progress as tqdm prints it.
  [/\[\d+:\d\d(?::\d\d)?<[^\]\n]*\]/g, "[…]"],
];

/** A line as it is held against another: equal where only what passes differs. */
export function steady(line: string): string {
  return passing.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line);
}

/** What a terminal shows in the end of lines that were written over: progress bars. */
export function overwritten(text: string): string {
  if (!text.includes("\r")) return text;
  return text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.replace(/\r+$/, "").replace(/^.*\r/s, ""))
    .join("\n");
}

const numbers = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;

/** Whether two printed lines are the same words around numbers that differ within the tolerance. */
export function sameNumbers(
  tolerance: Tolerance,
  onWithin: () => void,
): (before: string, after: string) => boolean {
  if (tolerance.relative === undefined && tolerance.absolute === undefined) return () => false;
  return (before, after) => {
    const words = (line: string) => line.replace(numbers, "\0").replace(/\s+/g, " ");
    if (words(before) !== words(after)) return false;
    const [one, two] = [before.match(numbers) ?? [], after.match(numbers) ?? []];
    if (!one.every((number, index) => isWithin(Number(number), Number(two[index]), tolerance))) return false;
    onWithin();
    return true;
  };
}
