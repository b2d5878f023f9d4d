/** Values that claims look up in the tables: a number, or null if the table lacks it. */
import { MissingDataError, required } from "../indicators/errors.js";
import type { EditionsRow, EstimatesRow, FieldOutputRow } from "../rows.js";
import type { PairContext } from "../pair/context.js";
import { completeYears, newestRows } from "../pair/editions.js";
import { listsOfBoth } from "../pair/mutual-partners.js";
import type { PartnerList } from "../pair/partner-lists.js";
import { outputOfField } from "../pair/fields.js";

/** “About” means within this fraction of a number; “more” and “fewer” mean a difference of at least this fraction. */
export const about = 0.1;

/** “Main partners” are this many of the largest partners. */
export const mainPartners = 5;

/** Whether a value is within a tenth of the stated number. */
export function isAbout(value: number, said: number): boolean {
  return Math.abs(value / said - 1) <= about;
}

/** Whether a number is larger by enough to count as “more”. */
export function isMore(after: number, before: number): boolean {
  return after > before * (1 + about);
}

/** Held: at least 90 % of the earlier value. A count “fell” if it is lower by any amount. */
export function isKept(after: number, before: number): boolean {
  return after >= before * (1 - about);
}

/** Decided only if every comparison agrees, because each may depend on what was compared. */
export function agreed(answers: readonly (boolean | null)[]): boolean | null {
  const [first = null, ...others] = answers;
  return others.every((answer) => answer === first) ? first : null;
}

/** For each source, the newest edition that counts joint papers of the two, with its counts by year. */
export function newestCounts(about: PairContext) {
  const sources = [...new Set(about.counts.map(({ source }) => source))];
  return sources.map((source) => {
    const own = about.counts.filter((row) => row.source === source);
    return { source, edition: about.newest(source), rows: newestRows(own, about.rows("editions")) };
  });
}

/** A published number whose issuing body or newspaper was consulted directly; throws for any other. */
export function printed(about: PairContext, id: string): EstimatesRow {
  const [found] = about.rows("estimates", { id, standing: "primary" });
  return required(found, `data/estimates.csv has no primary row "${id}", which a claim is about`);
}

/** Years of the rule's first baseline that every series has, and the last complete year after it. */
export function ruleYears(about: PairContext) {
  const { baselineYears, complete } = about.assessment.comparable;
  return { baseline: baselineYears, complete };
}

/** Output by field and economy in the newest edition, and its complete years. */
export interface Output {
  readonly edition: EditionsRow;
  readonly rows: readonly FieldOutputRow[];
  readonly lastComplete: number | null;
}

export function output(about: PairContext): Output | null {
  const rows = about.newestRows("field-output");
  const [row] = rows;
  if (row === undefined) return null;
  const complete = ifThere(() => completeYears("field-output", rows, about.rows("editions"), about.options));
  return {
    edition: about.edition(row.edition),
    rows,
    lastComplete: complete?.at(-1) ?? null,
  };
}

/** Share of the world's papers by fractional counting; null if a row is missing. */
export function shareOfWorld(
  { rows }: Output,
  economy: string,
  { field = "all", year }: { readonly field?: string; readonly year: number },
): number | null {
  return outputOfField(rows, { field, economy, from: year, to: year }).after.value;
}

/** All partners of one of the two, in the newest edition of each source. */
export function listsOf(about: PairContext, economy: string): readonly PartnerList[] {
  const all = ifThere(() => listsOfBoth(about)) ?? [];
  return newestCounts(about).flatMap(({ edition }) =>
    all.filter((list) => list.economy === economy && list.edition === edition.edition),
  );
}

/** The result, or null if the tables lack its inputs; contradictory tables stop the build. */
export function ifThere<T>(compute: () => T): T | null {
  try {
    return compute();
  } catch (error) {
    if (error instanceof MissingDataError) return null;
    throw error;
  }
}
