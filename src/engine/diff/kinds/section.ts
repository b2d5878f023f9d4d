import * as z from "zod";
import type { StoredReport } from "../../report/stored-report.js";
import type { StoredSection } from "../match/blocks.js";
import { countedPhrase } from "../words/phrases.js";
import { plainWords, sectionFields } from "../words/tokens.js";
import { changedTexts, eachOf, locateSection, places, sides, statusOf } from "./changes.js";
import { arrow, lineDetail, textDetails } from "./description.js";
import type { Draft, Kind } from "./kind.js";
import { base, texts, type Immutable } from "./shapes.js";

const schema = z.strictObject({
  ...base,
  kind: z.literal("section"),
  order: z.strictObject({ was: z.int().optional(), is: z.int().optional() }),
  texts,
});
/** A chapter: added, removed, renamed, moved (`order` is its place, from 0), or with another title or summary. */
export type SectionChange = Immutable<z.infer<typeof schema>>;

export const section: Kind<SectionChange> = {
  schema,
  nouns: ["chapter", "chapters"],
  compare: (context) => {
    const { sections, moved } = context.matching;
    const place = ({ sections }: StoredReport, each: StoredSection | undefined) =>
      each && sections.indexOf(each);
    return eachOf(sections).flatMap(({ before, after }): readonly Draft<SectionChange>[] => {
      const later = after ?? before;
      if (later === undefined) return [];
      const isRenamed = before && after && before.id !== after.id;
      const hasMoved = after && moved.has(after);
      const texts = changedTexts(before, after, sectionFields, context);
      if (before && after && !isRenamed && !hasMoved && texts.length === 0) return [];
      return [
        {
          kind: "section",
          key: `section:${later.id}`,
          status: statusOf(before, after),
          id: later.id,
          title: plainWords(later.title, after === undefined ? context.before : context.after),
          ...places(
            before && locateSection(before, context.before),
            after && locateSection(after, context.after),
          ),
          ...(isRenamed && { renamed: { from: before.id, to: after.id } }),
          ...(hasMoved && { moved: true as const }),
          order: sides(place(context.before, before), place(context.after, after)),
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
  headline: (changes) => ({
    phrases: countedPhrase(changes.filter(({ moved }) => moved === true).length, "moved", "chapter"),
  }),
  role: "chapter",
  isText: true,
};
