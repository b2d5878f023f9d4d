import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { OutputError } from "./errors.js";
import { errorCode, type OutputEffects } from "./output-effects.js";
import { ownPrefix } from "./output-path.js";

const pollMs = 100;
/** Writers of this process, by folder: the lock on disk tells processes apart, not the calls of one. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs `work` while no other writes into the folder. The lock is a symbolic link that points nowhere: it comes into
 * being in one step with its holder's name in it, so that none is ever found half made.
 */
export function withLock<T>(
  folder: string,
  effects: OutputEffects,
  waitMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const lock = path.join(folder, `${ownPrefix}lock`);
  const before = queues.get(lock) ?? Promise.resolve();
  const done = before
    .catch(() => undefined)
    .then(async () => {
      // In the queue already: writers of one process follow one another in the order of their calls.
      await effects.makeFolder(folder);
      await acquire(lock, folder, effects, waitMs);
      try {
        return await work();
      } finally {
        await effects.remove(lock);
      }
    });
  queues.set(lock, done);
  const forget = () => {
    if (queues.get(lock) === done) queues.delete(lock);
  };
  done.then(forget, forget);
  return done;
}

const me = `${process.pid}@${hostname()}`;

async function acquire(lock: string, folder: string, effects: OutputEffects, waitMs: number): Promise<void> {
  for (let waited = 0; ; waited += pollMs) {
    if (await take(lock, effects)) {
      await clearGuard(lock, effects);
      return;
    }
    const holder = await readHolder(lock, effects);
    if (holder === undefined) continue;
    if (isGone(holder)) await clear(lock, holder, effects);
    else if (waited >= waitMs) {
      throw new OutputError(
        `${folder} is being written by another build (process ${holder.replace("@", " on ")}).`,
        {
          hint: `Wait until it is done. If no such build is running, remove ${lock} and build again.`,
        },
      );
    } else await delay(pollMs);
  }
}

async function take(lock: string, effects: OutputEffects): Promise<boolean> {
  try {
    await effects.makeLink(me, lock);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

async function readHolder(lock: string, effects: OutputEffects): Promise<string | undefined> {
  try {
    return await effects.readLink(lock);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    if (errorCode(error) === "EINVAL") {
      throw new OutputError(`${lock} is in the way: it is not a lock.`, {
        hint: "Remove it and build again.",
      });
    }
    throw error;
  }
}

/** A dead process of this machine; about one of another machine nothing can be known. */
function isGone(holder: string): boolean {
  const [pid, host] = [Number(holder.split("@", 1)[0]), holder.slice(holder.indexOf("@") + 1)];
  if (host !== hostname() || !Number.isInteger(pid) || pid <= 0) return false;
  // Calls of this process wait for one another, so a lock with its own number was left by an earlier one.
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === "ESRCH";
  }
}

/** Of several who find a dead process's lock, one removes it; the others must not remove the lock that follows. */
async function clear(lock: string, holder: string, effects: OutputEffects): Promise<void> {
  if (!(await take(guardOf(lock), effects))) {
    if (!(await clearGuard(lock, effects))) await delay(pollMs);
    return;
  }
  try {
    if ((await readHolder(lock, effects)) === holder) await effects.remove(lock);
  } finally {
    await effects.remove(guardOf(lock));
  }
}

const guardOf = (lock: string): string => `${lock}-takeover`;

async function clearGuard(lock: string, effects: OutputEffects): Promise<boolean> {
  const holder = await readHolder(guardOf(lock), effects);
  if (holder === undefined || !isGone(holder)) return false;
  await effects.remove(guardOf(lock));
  return true;
}
