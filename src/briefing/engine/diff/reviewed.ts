/** Accepted changes: notebooks/reviewed.json, so that after the next push only new changes need a review. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { replaceFile } from "../../lib/replace-file.js";
import { DiffError } from "./briefing.js";
import { notThere } from "../../lib/not-there.js";

const reviewed = z.strictObject({
  version: z.literal(1),
  /** Fingerprint of a change → the change as readers see it, and its cause. */
  accepted: z.record(z.string().regex(/^[0-9a-f]{16}$/), z.string()),
});
export type Accepted = ReadonlyMap<string, string>;

export const reviewedFile = (root: string): string => path.join(root, "notebooks", "reviewed.json");

/** Empty if the file does not exist. Rejects with a DiffError if it cannot be read. */
export async function readAccepted(root: string): Promise<Accepted> {
  const file = reviewedFile(root);
  const text = await readFile(file, "utf8").catch(notThere);
  if (text === undefined) return new Map();
  try {
    return new Map(Object.entries(reviewed.parse(JSON.parse(text)).accepted));
  } catch (cause) {
    throw new DiffError(`${file} is not what briefing review writes.`, {
      cause,
      hint: "Restore it from git, or remove it to review every change again.",
    });
  }
}

/** Keeps entries from other comparisons, such as those of another branch. */
export async function writeAccepted(root: string, accepted: Accepted): Promise<void> {
  const kept = [...accepted].sort(([a], [b]) => (a < b ? -1 : 1));
  const content = { version: 1, accepted: Object.fromEntries(kept) };
  await replaceFile(reviewedFile(root), `${JSON.stringify(content, undefined, 2)}\n`);
}
