import * as z from "zod";
import { omit } from "../../report/omit.js";
import { sameNumbers, steady } from "../html-outputs/steady-text.js";
import type { BlockOf, Placed } from "../match/blocks.js";
import { compareLines } from "../words/lines.js";
import { linesDetails } from "./description.js";
import {
  blockBase,
  blockPairs,
  countedPhrase,
  toleranceOf,
  type BlockPair,
  type Draft,
  type Kind,
  type KindContext,
} from "./kind.js";
import { base, lines, type Immutable } from "./shapes.js";

type Output = BlockOf<"text" | "html" | "markdown" | "error">;

const schema = z.strictObject({
  ...base,
  kind: z.literal("output"),
  form: z.enum(["text", "html", "markdown", "error"]),
  lines,
});
/** What a cell printed or displayed beside figures, tables and pictures. */
export type OutputChange = Immutable<z.infer<typeof schema>>;

export const output: Kind<OutputChange> = {
  schema,
  nouns: ["output", "outputs"],
  compare: (context) =>
    blockPairs(context, "text", "html", "markdown", "error").flatMap(
      (pair) => compareOutput(pair, context) ?? [],
    ),
  describe: ({ lines }) => ({ details: linesDetails(lines) }),
  weigh: ({ lines }) => ({ rank: lines.length > 0 ? 12 : 11, size: 0 }),
  weightOfPresence: 0,
  headline: "counts",
  tally: (changes) => ({
    phrases: countedPhrase(
      changes.filter(({ status, lines }) => status === "changed" && lines.length > 0).length,
      "changed",
      "output",
    ),
  }),
  role: "part",
  isWritten: ({ status, lines }) => status === "changed" && lines.length === 0,
};

function compareOutput(
  pair: BlockPair<Placed<Output>>,
  context: KindContext,
): Draft<OutputChange> | undefined {
  const { block } = pair.after ?? pair.before;
  // That a cell got another id is no change, for nobody sees it.
  const base = omit(
    blockBase(pair, context, ({ block, section }) => `${section.id}/${block.cell}`),
    "renamed",
  );
  const within = () => {
    context.withinTolerance(base.before, base.after);
  };
  const text = (placed: Placed<Output> | undefined) => placed && shownText(placed.block);
  const lines = compareLines(text(pair.before), text(pair.after), {
    key: steady,
    isSame: sameNumbers(toleranceOf(context), within),
  });
  if (base.status === "changed" && lines === undefined && base.moved === undefined) return undefined;
  return {
    ...base,
    key: `output:${base.id}`,
    kind: "output",
    form: block.kind,
    title: `Output of cell ${block.cell}`,
    lines: lines ?? [],
  };
}

function shownText(block: Output): string {
  if (block.kind !== "error") return block.text;
  const frames = block.traceback.filter((each) => !isOfLibrary(each));
  return [`${block.ename}: ${block.evalue}`, ...frames].join("\n");
}

/** A frame of a library, as IPython tells it: another version of the library has other lines there. */
function isOfLibrary(frame: string): boolean {
  return /^File [^\n]*(?:site-packages|dist-packages|[\\/]lib[\\/]python\d)/.test(frame.trimStart());
}
