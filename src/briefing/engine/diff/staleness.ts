import { readFile } from "node:fs/promises";
import path from "node:path";
import { BriefingError } from "../../model/errors.js";
import { differingInputs, type OutdatedInput } from "../report/outdated.js";
import { parseStoredReport, type StoredReport } from "../report/stored-report.js";
import { compareBriefings } from "./compare.js";
import type { Comparison } from "./comparison.js";
import { withSourceNames } from "./kinds/stale.js";
import { loadBriefings } from "./load/load.js";

export type Staleness =
  | { readonly status: "current"; readonly files: number }
  | {
      readonly status: "stale";
      /** Files whose bytes differ or that exist on one side only, by path. */
      readonly files: readonly string[];
      /** The inputs that changed since the folder was built. */
      readonly inputs: readonly OutdatedInput[];
      readonly comparison: Comparison;
    }
  /** The folder does not hold a briefing that could be compared. */
  | { readonly status: "unreadable"; readonly reason: string };

const manifest = "report.json";

type Places = Readonly<Record<"output" | "fresh" | "root" | "name", string>>;

/** Compares a folder with one that was just built (both absolute): byte by byte first, then by meaning. */
export async function findStaleness({ output, fresh, root, name }: Places): Promise<Staleness> {
  const before = await readManifest(output);
  if (typeof before === "string") return { status: "unreadable", reason: before };
  const after = await readManifest(fresh);
  if (typeof after === "string") throw new Error(after);
  const files = [...new Set([manifest, ...Object.keys(before.files), ...Object.keys(after.files)])].sort();
  const differing: string[] = [];
  for (const file of files) {
    const [one, two] = await Promise.all([read(path.join(output, file)), read(path.join(fresh, file))]);
    if (one === undefined || two === undefined ? one !== two : !one.equals(two)) differing.push(file);
  }
  if (differing.length === 0) return { status: "current", files: files.length };
  const sources = [
    { kind: "folder", name, path: output },
    { kind: "folder", name: "built now", path: fresh },
  ] as const;
  const sides = await loadBriefings({ before: sources[0], after: sources[1] }, { root });
  const inputs = withSourceNames(differingInputs(before, after), before, after);
  const comparison = compareBriefings(sides.before, sides.after);
  return { status: "stale", files: differing, inputs, comparison };
}

async function readManifest(folder: string): Promise<StoredReport | string> {
  const at = path.join(folder, manifest);
  const text = await read(at);
  if (text === undefined) return "it holds no briefing (report.json is missing).";
  try {
    return parseStoredReport(text.toString("utf8"), at);
  } catch (error) {
    if (!(error instanceof BriefingError)) throw error;
    return error.message;
  }
}

async function read(file: string): Promise<Buffer | undefined> {
  return await readFile(file).catch((error: unknown) => {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(code)) return undefined;
    throw error;
  });
}
