/** Code and printed output, which are compared by lines. */
import * as z from "zod";
import { sameNumbers, normaliseLine } from "../outputs/normalise-text.js";
import type { BlockOf } from "../match/blocks.js";
import { compareLines } from "../words/align.js";
import { blockChanges } from "./block-changes.js";
import { linesDetails } from "./description.js";
import { counting, onlyPlaced, type Draft, type Kind } from "./kind.js";
import { base, lines, type DeepReadonly } from "./shapes.js";

const codeSchema = z.strictObject({ ...base, kind: z.literal("code"), lines });
type CodeChange = DeepReadonly<z.infer<typeof codeSchema>>;

const forms = ["text", "html", "markdown", "error"] as const;
const outputSchema = z.strictObject({ ...base, kind: z.literal("output"), form: z.enum(forms), lines });
/** Output of a cell other than figures, tables and pictures. */
type OutputChange = DeepReadonly<z.infer<typeof outputSchema>>;

const shared = {
  describe: ({ lines }: Pick<CodeChange, "lines">) => ({ details: linesDetails(lines) }),
  role: "part",
} as const;

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
  weigh: weighedAs(12),
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
