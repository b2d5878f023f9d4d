import { countedPhrase, type Draft, type Kind } from "./kind.js";
import * as z from "zod";
import { sectionFields } from "../match/blocks.js";
import { plainWords } from "../words/tokens.js";
import { changedTexts, frameOf, locateSection, sides } from "./block-changes.js";
import { statesOf } from "../match/pairing.js";
import { arrow, lineDetail, textDetails } from "./description.js";
import { base, texts, wasAndIs, type DeepReadonly } from "./shapes.js";

const schema = z.strictObject({
  ...base,
  kind: z.literal("section"),
  order: z.strictObject(wasAndIs(z.int())),
  texts,
});
/** A chapter: added, removed, renamed, moved (`order` is its place, from 0), or with another title or summary. */
type SectionChange = DeepReadonly<z.infer<typeof schema>>;

export const section: Kind<SectionChange> = {
  schema,
  nouns: ["chapter", "chapters"],
  compare: (context) => {
    const { sections, moved } = context.matching;
    return statesOf(sections).flatMap((states): readonly Draft<SectionChange>[] => {
      const { before, after, later, side, status } = states;
      const isRenamed = before && after && before.id !== after.id;
      const hasMoved = moved.has(later);
      const texts = changedTexts(states, sectionFields, context);
      if (status === "changed" && !isRenamed && !hasMoved && texts.length === 0) return [];
      return [
        {
          kind: "section",
          id: later.id,
          title: plainWords(later.title, context[side]),
          ...frameOf(states, (each, side) => locateSection(each, context[side])),
          ...(isRenamed && { renamed: { from: before.id, to: after.id } }),
          ...(hasMoved && { moved: true as const }),
          order: sides(
            before && context.before.sections.indexOf(before),
            after && context.after.sections.indexOf(after),
          ),
          texts,
        },
      ];
    });
  },
  describe: ({ status, order: { was = 0, is = 0 }, texts }) => ({
    details: [
      ...(status === "changed" && was !== is
        ? [lineDetail(arrow(String(was + 1), String(is + 1)), "place among the chapters")]
        : []),
      ...textDetails(texts),
    ],
  }),
  weigh: ({ texts }) => ({ rank: texts.length > 0 ? 7 : 10, size: 0 }),
  presence: 13,
  headline: (changes) => {
    const [moved, edited, renamed] = [
      changes.filter(({ moved }) => moved === true),
      changes.filter(({ status, texts }) => status === "changed" && texts.length > 0),
      changes.filter(({ renamed }) => renamed !== undefined),
    ];
    return [
      ...countedPhrase(moved.length, "moved", "chapter"),
      ...countedPhrase(edited.length, "edited in title or summary", "chapter"),
      ...countedPhrase(renamed.length, "renamed", "chapter"),
    ];
  },
  role: "chapter",
  isText: true,
};
