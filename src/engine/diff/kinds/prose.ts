import * as z from "zod";
import { labels } from "../../render/labels.js";
import { compareTexts } from "../words/compare-texts.js";
import { plainWords, shorten } from "../words/tokens.js";
import { blockChanges } from "./block-changes.js";
import { wordsDetails } from "./description.js";
import { onlyPlaced, type Draft, type Kind, type KindContext } from "./kind.js";
import { base, runs, type DeepReadonly } from "./shapes.js";

const schema = z.strictObject({ ...base, kind: z.literal("prose"), runs });
/** A Markdown cell whose words changed, or the text on editions, which has no cell. */
type ProseChange = DeepReadonly<z.infer<typeof schema>>;

export const prose: Kind<ProseChange> = {
  schema,
  nouns: ["passage", "passages"],
  compare: (context) => [
    ...blockChanges(context, ["prose"], ({ before, after, later, report }) => {
      const { differs, runs } = compareTexts(before?.text ?? [], after?.text ?? [], context);
      const title = () => shorten(plainWords(later.text, report).replace(/^#+ /, ""));
      return {
        differs,
        facts: () => ({ kind: "prose" as const, title: title(), runs: differs ? runs : [] }),
      };
    }),
    ...editions(context),
  ],
  describe: ({ status, runs, after }) => ({
    ...(status === "changed" && runs.length > 0 && after !== undefined && { title: "" }),
    details: wordsDetails(runs),
  }),
  weigh: ({ runs }) => (runs.length > 0 ? { rank: 7, size: 0 } : onlyPlaced),
  presence: 7,
  headline: "edited",
  role: "block",
  isText: true,
};

/** What the page says of earlier editions: notebooks/changes.md. */
function editions(context: KindContext): readonly Draft<ProseChange>[] {
  const {
    before: { changes: was = "" },
    after: { changes: is = "" },
  } = context;
  const { differs, runs } = compareTexts([was], [is], context);
  if (!differs) return [];
  const status = was === "" ? "added" : is === "" ? "removed" : "changed";
  const isChanged = status === "changed";
  return [{ kind: "prose", id: "changes", title: labels.editions, status, runs: isChanged ? runs : [] }];
}
