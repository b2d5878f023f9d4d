/**
 * By how much the counts of the page were revised between editions: the size of the change that
 * `briefing check --guards --perturb` tries for the tables behind them.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { own } from "../../lib/own.js";
import type { Project } from "../project/contract.js";
import { readPrevious } from "../report/previous.js";
import { parseStoredReport, type StoredReport } from "../report/stored-report.js";

type Values = StoredReport["values"];

export interface PastRevisions {
  /** By notebook, relative to the project: the largest revision of one of its counts, in per cent. */
  readonly byNotebook: ReadonlyMap<string, number>;
  /** Editions that cannot be read. */
  readonly notes: readonly string[];
}

/** Of the last build and the editions that `previous` names; empty without any of these. */
export async function pastRevisions(project: Project): Promise<PastRevisions> {
  const places = [project.previous ?? [], project.earlier ?? []].flat();
  const file = path.join(project.output, "report.json");
  const text = places.length === 0 ? undefined : await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return { byNotebook: new Map(), notes: [] };
  const editions: Values[] = [parseStoredReport(text, file).values];
  const notes: string[] = [];
  for (const place of places) {
    const read = await readPrevious(place);
    if (read.status === "read") editions.push(read.previous.values);
    else notes.push(`An earlier edition is left out: ${read.reason}`);
  }
  return { byNotebook: largestRevisions(editions), notes };
}

/** `editions`: from the newest to the oldest. */
function largestRevisions(editions: readonly Values[]): ReadonlyMap<string, number> {
  const largest = new Map<string, number>();
  for (const [index, after] of editions.entries()) {
    const before = editions[index + 1] ?? {};
    for (const [id, value] of Object.entries(after)) {
      const percent = revisionOf(value, own(before, id));
      const { notebook } = value.place;
      if (percent > (largest.get(notebook) ?? 0)) largest.set(notebook, percent);
    }
  }
  return new Map([...largest].map(([notebook, percent]) => [notebook, Number(percent.toPrecision(2))]));
}

/**
 * In per cent of the earlier number. Of counts only: a share or a change can be revised by a multiple of itself while
 * the numbers in the data hardly move.
 */
function revisionOf(after: Values[string], before: Values[string] | undefined): number {
  if (before === undefined || after.format !== "count" || before.format !== "count") return 0;
  if (typeof after.raw !== "number" || typeof before.raw !== "number" || before.raw === 0) return 0;
  return (100 * Math.abs(after.raw - before.raw)) / Math.abs(before.raw);
}
