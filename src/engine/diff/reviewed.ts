/** Changes that a person has accepted: notebooks/reviewed.json, so that after the next push only what is new is asked. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { sha256 } from "../../lib/hash.js";
import { omit } from "../../lib/omit.js";
import { replaceFile } from "../../lib/replace-file.js";
import { own } from "../../lib/own.js";
import { DiffError, sideNames } from "./briefing.js";
import type { Change } from "./comparison.js";
import { kindOf } from "./kinds/index.js";
import type { Reports } from "./kinds/kind.js";

const reviewed = z.strictObject({
  version: z.literal(1),
  /** Fingerprint of a change → the change as a person knows it. */
  accepted: z.record(z.string().regex(/^[0-9a-f]{16}$/), z.string()),
});
/** By fingerprint. */
export type Accepted = ReadonlyMap<string, string>;

export const reviewedFile = (root: string): string => path.join(root, "notebooks", "reviewed.json");

/**
 * Of what changed and from what to what: where it stands and what caused it are other facts. Another number, or another
 * word, is another change.
 */
export function fingerprintOf(change: Change, reports: Reports): string {
  const what = omit(
    change as Change & Record<string, unknown>,
    ...(["why", "before", "after", "key", "partOf", "toldWith", "title"] as const),
  );
  // A change names its pictures; what they show, only their hashes say.
  const files = kindOf(change).files?.(change);
  const shown = sideNames.map((side) => own(reports[side].files, files?.[side]?.picture ?? ""));
  return sha256(JSON.stringify([sorted(what), shown])).slice(0, 16);
}

const sorted = (json: unknown): unknown =>
  Array.isArray(json)
    ? json.map(sorted)
    : typeof json === "object" && json !== null
      ? Object.entries(json)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, item]) => [name, sorted(item)])
      : json;

/** Nothing where there is no such file. Rejects with a DiffError where it cannot be read. */
export async function readAccepted(root: string): Promise<Accepted> {
  const file = reviewedFile(root);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return new Map();
  try {
    return new Map(Object.entries(reviewed.parse(JSON.parse(text)).accepted));
  } catch (cause) {
    throw new DiffError(`${file} is not what briefing review writes.`, {
      cause,
      hint: "Take it from git again, or remove it: then every change is asked about.",
    });
  }
}

/** Also of other comparisons, as of another branch: nothing is forgotten. */
export async function writeAccepted(root: string, accepted: Accepted): Promise<void> {
  const kept = [...accepted].sort(([a], [b]) => (a < b ? -1 : 1));
  const content = { version: 1, accepted: Object.fromEntries(kept) };
  await replaceFile(reviewedFile(root), `${JSON.stringify(content, undefined, 2)}\n`);
}

export const isAccepted = (accepted: Accepted, change: Change, reports: Reports): boolean =>
  accepted.size > 0 && accepted.has(fingerprintOf(change, reports));
