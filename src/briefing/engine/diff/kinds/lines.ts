/** Code and printed output, which are compared by lines. */
import * as z from "zod";
import type { BlockOf } from "../match/blocks.js";
import { isWithin, type CountedTolerance } from "../numbers.js";
import { compareLines } from "../words/align.js";
import { blockChanges } from "./block-changes.js";
import { linesDetails } from "./description.js";
import { counting, onlyPlaced, type Draft, type Kind } from "./kind.js";
import { base, lines, type DeepReadonly } from "../shapes.js";

const codeSchema = z.strictObject({
  ...base,
  kind: z.literal("code"),
  lines,
  setting: z
    .literal(true)
    .optional()
    .describe("a literal changed, but no output of its cell did; only where inputs are not recorded"),
});
type CodeChange = DeepReadonly<z.infer<typeof codeSchema>>;

const forms = ["text", "html", "markdown", "error"] as const;
const outputSchema = z.strictObject({ ...base, kind: z.literal("output"), form: z.enum(forms), lines });
/** Output of a cell other than figures, tables and pictures. */
type OutputChange = DeepReadonly<z.infer<typeof outputSchema>>;

const shared = {
  describe: ({ lines }: Pick<CodeChange, "lines">) => ({ details: linesDetails(lines) }),
  role: "part",
} as const;

/** After words, but before what the default comparison only counts. */
export const settingRank = 8.5;

/** Changed code means nothing to readers, a changed result does. */
const weighedAs =
  (rank: number) =>
  ({ lines }: Pick<Draft<CodeChange>, "lines">) =>
    lines.length > 0 ? { rank, size: 0 } : onlyPlaced;

export const code: Kind<CodeChange> = {
  ...shared,
  schema: codeSchema,
  nouns: ["code cell", "code cells"],
  compare: (context) =>
    blockChanges(context, ["code"], ({ before, after, later }) => {
      const lines = compareLines(before?.source, after?.source);
      const title = `Code of cell ${later.cell}`;
      return { differs: lines.length > 0, facts: () => ({ kind: "code" as const, title, lines }) };
    }),
  describe: (change) => ({
    ...shared.describe(change),
    ...(change.setting === true && { label: "Setting in code" }),
  }),
  weigh: (change) => (change.setting === true ? { rank: settingRank, size: 0 } : weighedAs(12)(change)),
  presence: 1,
  isText: true,
};

export const output: Kind<OutputChange> = {
  ...shared,
  schema: outputSchema,
  nouns: ["cell output", "cell outputs"],
  compare: (context) =>
    blockChanges(context, forms, ({ before, after, later, tolerance }) => {
      const lines = compareLines(before && shownText(before), after && shownText(after), {
        key: normaliseLine,
        isSame: sameNumbers(tolerance),
      });
      const title = `Output of cell ${later.cell}`;
      return {
        differs: lines.length > 0,
        facts: () => ({ kind: "output" as const, form: later.kind, title, lines }),
      };
    }),
  weigh: weighedAs(3),
  presence: 4,
  headline: counting(["changed", "cell output", ({ lines }) => lines.length > 0]),
};

function shownText(block: BlockOf<(typeof forms)[number]>): string {
  if (block.kind !== "error") return block.text;
  const frames = block.traceback.filter((each) => !isOfLibrary(each));
  return [`${block.ename}: ${block.evalue}`, ...frames].join("\n");
}

/** A frame inside a library, as IPython prints it: line numbers vary with the version of the library. */
function isOfLibrary(frame: string): boolean {
  return /^File [^\n]*(?:site-packages|dist-packages|[\\/]lib[\\/]python\d)/.test(frame.trimStart());
}

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

const numbers = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;

/** Whether two printed lines have the same words around numbers that differ within the tolerance. */
export function sameNumbers(tolerance: CountedTolerance): (before: string, after: string) => boolean {
  if (tolerance.relative === undefined && tolerance.absolute === undefined) return () => false;
  return (before, after) => {
    const amount = (number: string | undefined) => [Number(number), Number(number)] as const;
    const words = (line: string) => line.replace(numbers, "\0").replace(/\s+/g, " ");
    if (words(before) !== words(after)) return false;
    const one = before.match(numbers) ?? [];
    const two = after.match(numbers) ?? [];
    if (!one.every((number, index) => isWithin(amount(number), amount(two[index]), tolerance))) return false;
    tolerance.onWithin();
    return true;
  };
}
