import * as z from "zod";
import { omit } from "../../report/omit.js";
import { compareTexts } from "../words/compare-texts.js";
import { plainWords } from "../words/tokens.js";
import { wordsDetails } from "./description.js";
import { blockBase, blockPairs, countedPhrase, shorten, type Draft, type Kind } from "./kind.js";
import { base, textRun, type Immutable } from "./shapes.js";

const schema = z.strictObject({ ...base, kind: z.literal("prose"), runs: z.array(textRun) });
/** A Markdown cell whose words changed. */
export type ProseChange = Immutable<z.infer<typeof schema>>;

export const prose: Kind<ProseChange> = {
  schema,
  nouns: ["text", "texts"],
  compare: (context) =>
    blockPairs(context, "prose").flatMap((pair): readonly Draft<ProseChange>[] => {
      // That a cell got another id is no change, for nobody sees it.
      const base = omit(
        blockBase(pair, context, ({ block, section }) => `${section.id}/${block.cell}`),
        "renamed",
      );
      const [before, after] = [pair.before?.block.text, pair.after?.block.text];
      const { differs, runs } = compareTexts(before ?? [], after ?? [], context);
      if (before && after && !differs && base.moved === undefined) return [];
      const words = plainWords(after ?? before ?? [], after === undefined ? context.before : context.after);
      const title = shorten(words.replace(/^#+ /, ""));
      return [{ ...base, kind: "prose", title, runs: differs ? runs : [] }];
    }),
  describe: ({ status, runs }) => ({
    ...(status === "changed" && runs.length > 0 && { title: "" }),
    details: wordsDetails(runs),
  }),
  weigh: ({ runs }) => ({ rank: runs.length > 0 ? 7 : 11, size: 0 }),
  weightOfPresence: 7,
  headline: "counts",
  tally: (changes) => ({
    phrases: countedPhrase(changes.filter(({ status }) => status === "changed").length, "edited", "text"),
  }),
  role: "block",
  isWritten: () => true,
  isText: true,
};
