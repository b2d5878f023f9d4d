import type { SectionChange } from "../contract.js";
import type { StoredSection } from "../pair/blocks.js";
import { compareFields } from "../words/compare-fields.js";
import { sectionFields } from "../words/fields.js";
import { plainWords } from "../words/tokens.js";
import { locateSection, statusOf, type KindContext } from "./context.js";

type SectionDraft = Omit<SectionChange, "why">;

/** Chapters that came, went, moved, were renamed or have another title or summary. */
export function compareSections(context: KindContext): readonly SectionDraft[] {
  const { pairs, removed, added } = context.matching.sections;
  return [
    ...pairs.flatMap(({ was, is }) => draft(was, is, context) ?? []),
    ...removed.flatMap((was) => draft(was, undefined, context) ?? []),
    ...added.flatMap((is) => draft(undefined, is, context) ?? []),
  ];
}

function draft(
  was: StoredSection | undefined,
  is: StoredSection | undefined,
  context: KindContext,
): SectionDraft | undefined {
  const later = is ?? was;
  if (later === undefined) return undefined;
  const renamed = was !== undefined && is !== undefined && was.id !== is.id;
  const moved = is !== undefined && context.matching.moved.has(is);
  const texts =
    was === undefined || is === undefined
      ? []
      : compareFields(sectionFields(was), sectionFields(is), context).texts;
  if (was !== undefined && is !== undefined && !renamed && !moved && texts.length === 0) return undefined;
  const place = (section: StoredSection, sections: readonly StoredSection[]) => sections.indexOf(section);
  return {
    kind: "section",
    key: `section:${later.id}`,
    status: statusOf(was, is),
    id: later.id,
    title: plainWords(later.title, is === undefined ? context.was : context.is),
    ...(was && { before: locateSection(was, context.was) }),
    ...(is && { after: locateSection(is, context.is) }),
    ...(renamed && { renamed: { from: was.id, to: is.id } }),
    ...(moved && { moved: true as const }),
    order: {
      ...(was && { was: place(was, context.was.sections) }),
      ...(is && { is: place(is, context.is.sections) }),
    },
    texts,
  };
}
