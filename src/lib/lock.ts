/** One at a time, among all the processes that share a disk. */
import { readlinkSync, rmSync } from "node:fs";
import { mkdir, rm, symlink } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isGone } from "./alive.js";

export interface Waiting {
  /** Called whenever somebody else has the lock (`1234 on a-machine`); what it throws ends the wait. */
  readonly onTaken: (holder: string, waitedMs: number) => void;
  readonly signal?: AbortSignal;
}

const pollMs = 100;
const me = `${process.pid} on ${hostname()}`;
/** Locks that this process has or is taking; a lock with its number that is not among them was left by an earlier one. */
const held = new Set<string>();

/**
 * Runs `work` while nobody else holds the lock. The lock is a symbolic link that points to nothing and holds its holder's
 * name: it is made in one step, so nobody ever finds one without a name. The lock of a dead process is taken over.
 */
export async function withLock<Result>(
  lock: string,
  waiting: Waiting,
  work: () => Promise<Result>,
): Promise<Result> {
  await mkdir(path.dirname(lock), { recursive: true });
  for (let waited = 0; !(await take(lock));) {
    const holder = held.has(lock) ? me : holderOf(lock);
    if (holder === undefined) continue;
    if (isLeftOver(holder, lock)) {
      await removeLeftOver(lock, waiting);
      continue;
    }
    waiting.onTaken(holder, waited);
    await delay(pollMs, undefined, { ...(waiting.signal && { signal: waiting.signal }) });
    waited += pollMs;
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true }).finally(() => held.delete(lock));
  }
}

/**
 * A process that finds a stale lock may find, a moment later, that another has removed and taken it: only under a
 * lock of its own is it looked at again and removed.
 */
async function removeLeftOver(lock: string, waiting: Waiting): Promise<void> {
  await withLock(`${lock}-left-over`, waiting, () => {
    // In one go: nothing of this process happens between the look and the removal.
    const holder = holderOf(lock);
    if (holder !== undefined && isLeftOver(holder, lock)) rmSync(lock, { force: true });
    return Promise.resolve();
  });
}

/** A lock is in `held` before its link exists and after: this process never takes one of its own for a left-over. */
async function take(lock: string): Promise<boolean> {
  if (held.has(lock)) return false;
  held.add(lock);
  try {
    await symlink(me, lock);
    return true;
  } catch (error) {
    held.delete(lock);
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function holderOf(lock: string): string | undefined {
  try {
    return readlinkSync(lock);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    // A file or folder of that name, made by somebody else.
    if (codeOf(error) === "EINVAL") return "unknown";
    throw error;
  }
}

/** A dead process of this machine; nothing can be known about one of another machine. */
function isLeftOver(holder: string, lock: string): boolean {
  const pid = Number(holder.split(" ", 1)[0]);
  if (holder !== `${pid} on ${hostname()}`) return false;
  return pid === process.pid ? !held.has(lock) : isGone(pid);
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
