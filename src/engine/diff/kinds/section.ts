import * as z from "zod";
import { compareFields } from "../words/compare-texts.js";
import { sectionFields } from "../words/fields.js";
import { plainWords } from "../words/tokens.js";
import { arrow, lineDetail, textDetails } from "./description.js";
import {
  countedPhrase,
  eachOf,
  locateSection,
  places,
  sides,
  statusOf,
  type Draft,
  type Kind,
} from "./kind.js";
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
    const place = (list: typeof context.before.sections, each: (typeof list)[number] | undefined) =>
      each && list.indexOf(each);
    return eachOf(context.matching.sections).flatMap(({ before, after }): readonly Draft<SectionChange>[] => {
      const later = after ?? before;
      if (later === undefined) return [];
      const isRenamed = before && after && before.id !== after.id;
      const hasMoved = after && context.matching.moved.has(after);
      const texts =
        before && after ? compareFields(sectionFields(before), sectionFields(after), context).texts : [];
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
          order: sides(place(context.before.sections, before), place(context.after.sections, after)),
          texts,
        },
      ];
    });
  },
  describe: ({ status, order: { was, is }, texts }) => {
    const place = (index: number | undefined) => (index === undefined ? undefined : String(index + 1));
    return {
      details: [
        ...(status === "changed" && was !== is
          ? [lineDetail(arrow(place(was), place(is)), "place among the chapters")]
          : []),
        ...textDetails(texts),
      ],
    };
  },
  weigh: ({ texts }) => ({ rank: texts.length > 0 ? 7 : 10, size: 0 }),
  weightOfPresence: 13,
  headline: "counts",
  tally: (changes) => ({
    phrases: countedPhrase(changes.filter(({ moved }) => moved === true).length, "moved", "chapter"),
  }),
  role: "chapter",
  isWritten: () => true,
  isText: true,
};
