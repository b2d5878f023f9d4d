/** Mutual exclusion among all processes that share a disk. */
import { mkdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { mkdir, rm, symlink } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isGone } from "./alive.js";

export interface Waiting {
  /** Called whenever another process has the lock (`1234 on a-machine`); an error thrown here ends the wait. */
  readonly onTaken: (holder: string, waitedMs: number) => void;
  readonly signal?: AbortSignal;
}

const pollMs = 100;
const me = `${process.pid} on ${hostname()}`;
/** Locks that this process has or is acquiring; any other lock with its PID was left by an earlier process. */
const held = new Set<string>();

/**
 * Runs `work` while holding the lock. The lock is a dangling symbolic link whose target names its holder: it is created
 * in one step, so it never exists without a name. The lock of a dead process is taken over.
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
 * Takes the lock, if nobody has it, for work that may be done twice if it must; the function that is returned releases
 * it. Undefined if another process has it, or if there can be no lock here.
 */
export function takeAtOnce(lock: string): (() => void) | undefined {
  if (held.has(lock)) return undefined;
  try {
    mkdirSync(path.dirname(lock), { recursive: true });
    const holder = holderOf(lock);
    if (holder !== undefined && isLeftOver(holder, lock)) rmSync(lock, { force: true });
    symlinkSync(me, lock);
  } catch {
    return undefined;
  }
  held.add(lock);
  return () => {
    rmSync(lock, { force: true });
    held.delete(lock);
  };
}

/** Whether another living process of this machine has the lock. */
export function isTakenHere(lock: string): boolean {
  if (held.has(lock)) return false;
  try {
    const holder = holderOf(lock);
    return holder?.endsWith(` on ${hostname()}`) === true && !isLeftOver(holder, lock);
  } catch {
    return false;
  }
}

/**
 * Between finding and removing a stale lock, another process may already have replaced it, so it is checked again and
 * removed only under a separate lock.
 */
async function removeLeftOver(lock: string, waiting: Waiting): Promise<void> {
  await withLock(`${lock}-left-over`, waiting, () => {
    // Synchronous: no other code of this process can run between the check and the removal.
    const holder = holderOf(lock);
    if (holder !== undefined && isLeftOver(holder, lock)) rmSync(lock, { force: true });
    return Promise.resolve();
  });
}

/** `held` lists a lock before its link exists and until it is gone, so that it never looks stale to this process. */
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
    // A file or folder of that name, created by another program.
    if (codeOf(error) === "EINVAL") return "unknown";
    throw error;
  }
}

/** A dead process on this machine; nothing is known about processes of other machines. */
function isLeftOver(holder: string, lock: string): boolean {
  const pid = Number(holder.split(" ", 1)[0]);
  if (holder !== `${pid} on ${hostname()}`) return false;
  return pid === process.pid ? !held.has(lock) : isGone(pid);
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
