/** What claims look up in the tables: a number, or null where a table lacks it. */
import { monthsObserved } from "../analysis/change.js";
import { AnalysisError } from "../analysis/errors.js";
import { comparable } from "../analysis/verdict/specifications.js";
import type { EditionsRow, EstimatesRow, FieldOutputRow } from "../data/rows.js";
import type { PairContext } from "../pair/context.js";
import type { PairYearCounts } from "../pair/joint-counts.js";
import { newestOf } from "../pair/observation.js";

/** The joint papers that one edition counts, by year. */
export interface EditionCounts {
  readonly source: string;
  readonly edition: EditionsRow;
  readonly rows: readonly PairYearCounts[];
}

/** Of each source the newest edition that counts joint papers of the two. */
export function newestCounts(about: PairContext): readonly EditionCounts[] {
  const sources = [...new Set(about.counts.map(({ source }) => source))];
  return sources.flatMap((source) => {
    const own = about.counts.filter((row) => row.source === source);
    const edition = newestOf(
      own.map((row) => row.edition),
      about.rows("editions"),
    );
    return edition === undefined
      ? []
      : [{ source, edition, rows: own.filter((row) => row.edition === edition.edition) }];
  });
}

/** A number that others print, where the issuing body or the newspaper itself was seen. */
export function printed(about: PairContext, id: string): EstimatesRow | undefined {
  return about.rows("estimates").find((row) => row.id === id && row.standing === "primary");
}

/** Years of the first baseline of the rule that every series has, and the last complete year after it. */
export interface RuleYears {
  readonly baseline: readonly number[];
  readonly complete: number | null;
}

export function ruleYears(about: PairContext): RuleYears {
  const { years, complete } = comparable(about.rule, about.evidence.series);
  const { from, to } = about.rule.baselines[0];
  return { baseline: years.filter((year) => year >= from && year <= to), complete };
}

/** Output by field and economy of the newest edition, and which of its years are complete. */
export interface Output {
  readonly edition: EditionsRow;
  readonly years: readonly number[];
  readonly lastComplete: number | undefined;
  /** Papers of an economy; null where the table has no row. */
  papers(counted: "whole" | "fractional", field: string, economy: string, year: number): number | null;
  /** Part of the world's papers, a joint paper divided among its economies; null where a row is missing. */
  share(field: string, economies: readonly string[], year: number): number | null;
}

export function output(about: PairContext): Output | null {
  const all = about.rows("field-output");
  const edition = newestOf(
    all.map((row) => row.edition),
    about.rows("editions"),
  );
  if (edition === undefined) return null;
  const rows = new Map<string, FieldOutputRow>();
  for (const row of all)
    if (row.edition === edition.edition) rows.set(JSON.stringify([row.field, row.economy, row.year]), row);
  const years = [...new Set([...rows.values()].map(({ year }) => year))].sort((a, b) => a - b);
  const papers: Output["papers"] = (counted, field, economy, year) =>
    rows.get(JSON.stringify([field, economy, year]))?.[counted] ?? null;
  return {
    edition,
    years,
    lastComplete: years
      .filter((year) => monthsObserved(year, edition.collected) >= about.rule.completeAfterMonths)
      .at(-1),
    papers,
    share: (field, economies, year) => {
      const parts = economies.map((code) => papers("fractional", field, code, year));
      const world = papers("fractional", field, "WORLD", year);
      return world === null || world === 0 || parts.includes(null)
        ? null
        : parts.reduce<number>((total, part) => total + (part ?? 0), 0) / world;
    },
  };
}

/** The result, or null where the tables lack what it takes. */
export function ifThere<T>(compute: () => T): T | null {
  try {
    return compute();
  } catch (error) {
    if (error instanceof AnalysisError) return null;
    throw error;
  }
}
