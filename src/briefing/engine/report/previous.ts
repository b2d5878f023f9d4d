import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { sha256 as hashOf } from "../../lib/hash.js";
import { BriefingError } from "../../model/errors.js";
import type { ReportValue, ValueSince } from "../../model/report.js";
import { parseStoredReport, type StoredReport } from "./stored-report.js";
import { own } from "../../lib/own.js";

/** An earlier edition of the briefing that this one is compared with. */
export interface PreviousReport {
  /** Its `date`, if it has one. */
  readonly date?: string;
  readonly values: StoredReport["values"];
  /** Of its report.json; if earlier editions are known as well, of all of theirs. */
  readonly sha256: string;
  /** This edition and those before it, from the newest to the oldest. */
  readonly editions: readonly Pick<StoredReport, "values" | "guards">[];
}

/** One hash for the report.json of several editions. */
export const editionsHash = (hashes: readonly string[]): string =>
  hashes.length === 1 ? hashes.join("") : hashOf(hashes.join("\n"));

/** An edition with those before it. */
export function withEarlier(newest: PreviousReport, earlier: readonly PreviousReport[]): PreviousReport {
  const all = [newest, ...earlier];
  return {
    ...newest,
    sha256: editionsHash(all.map(({ sha256 }) => sha256)),
    editions: all.flatMap(({ editions }) => editions),
  };
}

/**
 * Reads an earlier briefing from its folder or its report.json. One that is missing, or was written by another version
 * of the program, does not stop the build: then the reason says, in a sentence or two, why it cannot be used.
 */
export async function readPrevious(place: string) {
  const unusable = (reason: string) => ({ status: "unusable", reason }) as const;
  const isFolder = (await stat(place).catch(() => undefined))?.isDirectory() === true;
  const file = isFolder ? path.join(place, "report.json") : place;
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return unusable(`there is no ${file}.`);
  try {
    const { date, values, guards } = parseStoredReport(text, file);
    const previous: PreviousReport = {
      ...(date !== undefined && { date }),
      values,
      sha256: hashOf(text),
      editions: [{ values, ...(guards && { guards }) }],
    };
    return { status: "read", previous } as const;
  } catch (error) {
    if (!(error instanceof BriefingError)) throw error;
    return unusable(error.message);
  }
}

/** How a value compares with the previous edition: its number counts, not how it is written. */
export function sinceOf(id: string, { raw }: Pick<ReportValue, "raw">, previous: PreviousReport): ValueSince {
  const before = own(previous.values, id);
  if (before === undefined) return "new";
  return JSON.stringify(before.raw) === JSON.stringify(raw)
    ? "unchanged"
    : { raw: before.raw, text: before.text };
}
