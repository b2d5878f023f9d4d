import { isWithin, type CountedTolerance } from "../numbers.js";

/** What differs from run to run and says nothing: where an object lies in memory, how long it took, which process it was. */
const passing: readonly (readonly [RegExp, string])[] = [
  [/\bat 0x[0-9a-f]+\b/gi, "at 0x…"],
  [/(<[^<>\n]*\b)0x[0-9a-f]{4,16}\b(?=[^<>\n]*>)/gi, "$10x…"],
  [/ipykernel_\d+\/\d+\.py/g, "ipykernel/….py"],
  [/<ipython-input-\d+-[0-9a-f]+>/g, "<ipython-input>"],
  [/\bIn ?\[\d+\]/g, "In […]"],
  // A cell by its place in the order of execution, in a traceback of ours.
  [/(\bat (?:[^\n(]*\()?)cell \d+\b/g, "$1cell …"],
  [/^CPU times: .*$/gm, "CPU times: …"],
  [/^Wall time: .*$/gm, "Wall time: …"],
  [/^[\d.]+ \S?s ± [\d.]+ \S?s per loop \(.*\)$/gm, "… per loop"],
  [
    /\b(took|elapsed|(?:done|finished) in)(\W{1,3})\d[\d.]*\s?(?:ns|µs|ms|s|sec|seconds|min|minutes)\b/gi,
    "$1$2…",
  ],
  // Progress as tqdm prints it.
  [/\[\d+:\d\d(?::\d\d)?<[^\]\n]*\]/g, "[…]"],
  // Ids of messages, widgets and sessions: `msg_id: 6f9619ff-8b86-…_12_3`.
  [/\b((?:msg|message|model|comm|session|kernel)[ _-]?id\W{1,4})[0-9a-f]{8}[0-9a-f-]*(?:_\d+)*/gi, "$1…"],
];

/** A line of an array as NumPy prints it: as wide as its widest number, wherever that stands. */
const arrayLine =
  /^\s*(?:array\(|tensor\()?[[\]\s\d.,e+\-]*(?:(?:nan|inf|True|False|\.\.\.)[[\]\s\d.,e+\-]*)*(?:,? ?dtype=\w+)?\)?$/;

/** A line as it is compared with another: equal where only what passes differs. */
export function normaliseLine(line: string): string {
  const text = passing.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line);
  if (!/[[\]]/.test(text) || !arrayLine.test(text)) return text;
  return text
    .trim()
    .replace(/\s+/g, " ")
    .replace(/\[ /g, "[")
    .replace(/ (?=[\],])/g, "");
}

/** What a terminal shows in the end of lines that were written over: progress bars. */
export function withoutOverwritten(text: string): string {
  if (!text.includes("\r")) return text;
  return text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.replace(/\r+$/, "").replace(/^.*\r/s, ""))
    .join("\n");
}

const numbers = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;

/** Whether two printed lines are the same words around numbers that differ within the tolerance. */
export function sameNumbers(tolerance: CountedTolerance): (before: string, after: string) => boolean {
  if (tolerance.relative === undefined && tolerance.absolute === undefined) return () => false;
  return (before, after) => {
    const amount = (number: string | undefined) => [Number(number), Number(number)] as const;
    const words = (line: string) => line.replace(numbers, "\0").replace(/\s+/g, " ");
    if (words(before) !== words(after)) return false;
    const [one, two] = [before.match(numbers) ?? [], after.match(numbers) ?? []];
    if (!one.every((number, index) => isWithin(amount(number), amount(two[index]), tolerance))) return false;
    tolerance.onWithin();
    return true;
  };
}
