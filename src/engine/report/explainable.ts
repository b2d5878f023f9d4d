import { UsageError } from "../../model/usage-error.js";
import { nearest } from "../../lib/nearest.js";
import { plainProse } from "./plain-prose.js";
import type { StoredReport } from "./stored-report.js";

/** Something on the page that has an id and a way to be told. */
export interface Explainable {
  readonly id: string;
  readonly kind: "figure" | "table" | "claim" | "value";
  /** Id of its chapter. */
  readonly section: string;
  /** Its title, statement or text. */
  readonly says: string;
}

/** All of it, chapter by chapter: what has a number or a verdict first, in its order, then the values. */
export function explainables(report: StoredReport): readonly Explainable[] {
  return report.sections.flatMap(({ id: section, notebook, blocks }) => [
    ...blocks.flatMap((block): Explainable[] => {
      if (block.kind === "claim")
        return [{ id: block.id, kind: block.kind, section, says: plainProse(block.statement, report) }];
      if (block.kind !== "figure" && block.kind !== "table") return [];
      const says = plainProse(block.title ?? block.caption, report);
      return [{ id: block.id, kind: block.kind, section, says }];
    }),
    ...Object.entries(report.values).flatMap(([id, { place, text }]): Explainable[] =>
      place.notebook === notebook ? [{ id, kind: "value", section, says: text }] : [],
    ),
  ]);
}

const mostNamed = 8;

/** What to say of an id that is none: the values inside it, what is spelled nearly so, what holds it, how to see all. */
export function unknownId(report: StoredReport, id: string): UsageError {
  const known = explainables(report).map((each) => each.id);
  const named = (ids: readonly string[]) =>
    [...ids.slice(0, mostNamed), ...(ids.length > mostNamed ? [`${ids.length - mostNamed} more`] : [])].join(
      ", ",
    );
  const inside = known.filter((each) => each.startsWith(`${id}.`));
  const isChapter = report.sections.some((section) => section.id === id);
  if (inside.length > 0 && !isChapter)
    return new UsageError(`"${id}" is a text with several values in it.`, {
      hint: `Ask for one of them: ${named(inside)}`,
    });
  const all = "All ids: briefing explain";
  if (isChapter)
    return new UsageError(`"${id}" is a chapter; a number, figure, table or claim is explained.`, {
      hint: all,
    });
  const bare = id.replace(/^(?:fig|tbl|claim)-/, "");
  const meant = nearest(bare, known);
  const holding =
    bare.length < 3 ? [] : known.filter((each) => each.toLowerCase().includes(bare.toLowerCase()));
  return new UsageError(`The briefing has no value, figure, table or claim with the id "${id}".`, {
    hint:
      meant !== undefined
        ? `Did you mean ${meant}? ${all}`
        : holding.length > 0
          ? `Ids with these letters: ${named(holding)}. ${all}`
          : all,
  });
}
