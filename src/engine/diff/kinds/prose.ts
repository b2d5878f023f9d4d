import * as z from "zod";
import { compareTexts } from "../words/compare-texts.js";
import { plainWords, shorten } from "../words/tokens.js";
import { blockChanges } from "./changes.js";
import { wordsDetails } from "./description.js";
import { onlyPlaced, type Kind } from "./kind.js";
import { base, runs, type DeepReadonly } from "./shapes.js";

const schema = z.strictObject({ ...base, kind: z.literal("prose"), runs });
/** A Markdown cell whose words changed. */
type ProseChange = DeepReadonly<z.infer<typeof schema>>;

export const prose: Kind<ProseChange> = {
  schema,
  nouns: ["text", "texts"],
  compare: (context) =>
    blockChanges(context, ["prose"], ({ before, after, later, report }) => {
      const { differs, runs } = compareTexts(before?.text ?? [], after?.text ?? [], context);
      const title = () => shorten(plainWords(later.text, report).replace(/^#+ /, ""));
      return {
        differs,
        facts: () => ({ kind: "prose" as const, title: title(), runs: differs ? runs : [] }),
      };
    }),
  describe: ({ status, runs }) => ({
    ...(status === "changed" && runs.length > 0 && { title: "" }),
    details: wordsDetails(runs),
  }),
  weigh: ({ runs }) => (runs.length > 0 ? { rank: 7, size: 0 } : onlyPlaced),
  presence: 7,
  headline: "edited",
  role: "block",
  isText: true,
};
