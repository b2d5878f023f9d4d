/** The chapter of the verdict and the claims, built, and what its report says. */
import type { Block, ClaimBlock, Prose, Report, TableBlock } from "../../src/model/report.js";
import { buildEdition, type Changes, type Edition, type TextRow } from "./edition.js";

const chapter = "10-verdict-and-claims";
export const minutes = 240_000;

export function build(changes: Changes = {}): Promise<Edition> {
  return buildEdition(chapter, changes);
}

export function reportOf({ report, stderr }: Edition): Report {
  if (report === null) throw new Error(`nothing was written: ${stderr}`);
  return report;
}

export function blocksOf(report: Report): readonly Block[] {
  return report.sections.find(({ id }) => id === chapter)?.blocks ?? [];
}

export function claimsOf(report: Report): readonly ClaimBlock[] {
  return blocksOf(report).filter((block): block is ClaimBlock => block.kind === "claim");
}

export function claimOf(report: Report, id: string): ClaimBlock {
  const found = claimsOf(report).find((claim) => claim.id === id);
  if (found === undefined) throw new Error(`no claim "${id}"`);
  return found;
}

/** Rows of a table by their first cell, as texts by field. */
export function rowsOf(report: Report, id: string): ReadonlyMap<string, TextRow> {
  const found = blocksOf(report).find(
    (block): block is TableBlock => block.kind === "table" && block.id === id,
  );
  if (found === undefined) throw new Error(`no table "${id}"`);
  return new Map(
    found.rows.map((row) => [
      row[0]?.text ?? "",
      Object.fromEntries(found.columns.map(({ field }, index) => [field, row[index]?.text ?? ""])),
    ]),
  );
}

/** The row of a condition or an objection, by its letter and number. */
export function conditionOf(report: Report, id: string): TextRow {
  const rows = [...rowsOf(report, "conditions"), ...rowsOf(report, "objections")];
  const found = rows.find(([condition]) => condition.startsWith(`${id}. `));
  if (found === undefined) throw new Error(`no condition ${id}`);
  return found[1];
}

export function wordsOf(report: Report, prose: Prose | undefined): string {
  return (prose ?? [])
    .map((part) =>
      typeof part === "string" ? part : "value" in part ? (report.values[part.value]?.text ?? "") : "",
    )
    .join("");
}

/** What the chapter says of the verdict, first of all. */
export const concluded = (report: Report): string =>
  wordsOf(report, report.sections.find(({ id }) => id === chapter)?.summary);
export const headline = (report: Report): string => wordsOf(report, report.firstPage?.headline);

/** Joint papers of the pair, from a year on, a part of what they were; and so the last citations of one by the other. */
export function fallen(by: number, since: number): NonNullable<Changes["tables"]> {
  const part = (text: string | undefined) => String(Math.round(Number(text) / by));
  const isPair = (...codes: readonly (string | undefined)[]) => [...codes].sort().join() === "CN,US";
  const shrink =
    (fields: readonly string[]) =>
    (rows: TextRow[]): TextRow[] =>
      rows.map((row) =>
        isPair(row["a"] ?? row["reporter"], row["b"] ?? row["partner"]) && Number(row["year"]) >= since
          ? { ...row, ...Object.fromEntries(fields.map((field) => [field, part(row[field])])) }
          : row,
      );
  return {
    pairs: shrink(["works"]),
    partners: shrink(["works"]),
    "nsf-pairs": shrink(["works"]),
    "citation-index": (rows) =>
      rows.map((row) =>
        row["field"] === "all" && row["year"] === "2020" && row["citing"] === "US" && row["cited"] === "CN"
          ? { ...row, index: String(Number(row["index"]) / by) }
          : row,
      ),
    copublications: shrink(["lower", "upper"]),
  };
}
