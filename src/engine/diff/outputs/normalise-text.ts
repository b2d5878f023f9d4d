import { isWithin, type CountedTolerance } from "../numbers.js";

/** Meaningless differences between runs: addresses of objects in memory, durations, process ids. */
const passing: readonly (readonly [RegExp, string])[] = [
  [/\bat 0x[0-9a-f]+\b/gi, "at 0x…"],
  [/(<[^<>\n]*\b)0x[0-9a-f]{4,16}\b(?=[^<>\n]*>)/gi, "$10x…"],
  [/ipykernel_\d+\/\d+\.py/g, "ipykernel/….py"],
  [/<ipython-input-\d+-[0-9a-f]+>/g, "<ipython-input>"],
  [/\bIn ?\[\d+\]/g, "In […]"],
  // The execution count of a cell in one of our tracebacks.
  [/(\bat (?:[^\n(]*\()?)cell \d+\b/g, "$1cell …"],
  [/^CPU times: .*$/gm, "CPU times: …"],
  [/^Wall time: .*$/gm, "Wall time: …"],
  [/^[\d.]+ \S?s ± [\d.]+ \S?s per loop \(.*\)$/gm, "… per loop"],
  [
    /\b(took|elapsed|(?:done|finished) in)(\W{1,3})\d[\d.]*\s?(?:ns|µs|ms|s|sec|seconds|min|minutes)\b/gi,
    "$1$2…",
  ],
  // Progress bars of tqdm.
  [/\[\d+:\d\d(?::\d\d)?<[^\]\n]*\]/g, "[…]"],
  // Ids of messages, widgets and sessions: `msg_id: 6f9619ff-8b86-…_12_3`.
  [/\b((?:msg|message|model|comm|session|kernel)[ _-]?id\W{1,4})[0-9a-f]{8}[0-9a-f-]*(?:_\d+)*/gi, "$1…"],
];

/** A line of an array printed by NumPy: its width depends on the widest number anywhere in the array. */
const arrayLine =
  /^\s*(?:array\(|tensor\()?[[\]\s\d.,e+\-]*(?:(?:nan|inf|True|False|\.\.\.)[[\]\s\d.,e+\-]*)*(?:,? ?dtype=\w+)?\)?$/;

/** A line in the form that is compared: equal if only volatile parts differ. */
export function normaliseLine(line: string): string {
  const text = passing.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line);
  if (!/[[\]]/.test(text) || !arrayLine.test(text)) return text;
  return text
    .trim()
    .replace(/\s+/g, " ")
    .replace(/\[ /g, "[")
    .replace(/ (?=[\],])/g, "");
}

/** The final state of lines that were overwritten in a terminal, such as progress bars. */
export function withoutOverwritten(text: string): string {
  if (!text.includes("\r")) return text;
  return text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.replace(/\r+$/, "").replace(/^.*\r/s, ""))
    .join("\n");
}

const numbers = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;

/** Whether two printed lines have the same words around numbers that differ within the tolerance. */
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
