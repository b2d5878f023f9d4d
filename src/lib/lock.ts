/** One at a time, among all the processes that share a disk. */
import { mkdir, readlink, rm, symlink } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

export interface Waiting {
  /** Called whenever somebody else has the lock (`1234 on a-machine`); what it throws ends the wait. */
  readonly onTaken: (holder: string, waitedMs: number) => void;
  readonly signal?: AbortSignal;
}

const pollMs = 100;
const me = `${process.pid} on ${hostname()}`;
/** Locks that this process has: one of its own number that is not among them was left by an earlier process. */
const held = new Set<string>();

/**
 * Runs `work` while nobody else holds the lock. The lock is a symbolic link that points to nothing and bears its holder's
 * name: it is made in one step, so nobody ever finds one without a name. The lock of a dead process is taken over.
 */
export async function withLock<Result>(
  lock: string,
  { onTaken, signal }: Waiting,
  work: () => Promise<Result>,
): Promise<Result> {
  await mkdir(path.dirname(lock), { recursive: true });
  for (let waited = 0; !(await take(lock));) {
    const holder = await holderOf(lock);
    if (holder === undefined) continue;
    if (isGone(holder, lock)) {
      await rm(lock, { force: true });
      continue;
    }
    onTaken(holder, waited);
    await delay(pollMs, undefined, { ...(signal && { signal }) });
    waited += pollMs;
  }
  try {
    return await work();
  } finally {
    held.delete(lock);
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await symlink(me, lock);
    held.add(lock);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

async function holderOf(lock: string): Promise<string | undefined> {
  try {
    return await readlink(lock);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    // A file or folder of that name, made by somebody else.
    if (codeOf(error) === "EINVAL") return "unknown";
    throw error;
  }
}

/** A dead process of this machine; nothing can be known about one of another machine. */
function isGone(holder: string, lock: string): boolean {
  const pid = Number(holder.split(" ", 1)[0]);
  if (holder !== `${pid} on ${hostname()}`) return false;
  if (pid === process.pid) return !held.has(lock);
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
