/** Accepted changes: notebooks/reviewed.json, so that after the next push only new changes need a review. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { replaceFile } from "../../lib/replace-file.js";
import { DiffError } from "./briefing.js";
import { notThere } from "../../lib/not-there.js";

/** Fingerprint of a change → the change as readers see it, and its cause. */
const changes = z.record(z.string().regex(/^[0-9a-f]{16}$/), z.string());
const version1 = z.strictObject({ version: z.literal(1), accepted: changes });
const version2 = z.strictObject({
  version: z.literal(2),
  accepted: changes,
  /** Accepted before version 2, whose fingerprints do not depend on generated ids. */
  version1: changes.exactOptional(),
});
const reviewed = z.union([version2, version1]);

export interface Accepted {
  readonly current: ReadonlyMap<string, string>;
  /** By the fingerprints of version 1. */
  readonly version1: ReadonlyMap<string, string>;
}

export const reviewedFile = (root: string): string => path.join(root, "notebooks", "reviewed.json");

/** Empty if the file does not exist. Rejects with a DiffError if it cannot be read. */
export async function readAccepted(root: string): Promise<Accepted> {
  const file = reviewedFile(root);
  const text = await readFile(file, "utf8").catch(notThere);
  if (text === undefined) return { current: new Map(), version1: new Map() };
  try {
    const content = reviewed.parse(JSON.parse(text));
    const current = content.version === 2 ? content.accepted : {};
    const former = content.version === 2 ? (content.version1 ?? {}) : content.accepted;
    return { current: new Map(Object.entries(current)), version1: new Map(Object.entries(former)) };
  } catch (cause) {
    throw new DiffError(`${file} is not what briefing review writes.`, {
      cause,
      hint: "Restore it from git, or remove it to review every change again.",
    });
  }
}

/** Keeps entries from other comparisons, such as those of another branch. */
export async function writeAccepted(root: string, { current, version1 }: Accepted): Promise<void> {
  const sorted = (entries: ReadonlyMap<string, string>) =>
    Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
  const former = version1.size > 0 ? { version1: sorted(version1) } : {};
  const content = { version: 2, accepted: sorted(current), ...former };
  await replaceFile(reviewedFile(root), `${JSON.stringify(content, undefined, 2)}\n`);
}
