/** Promises that are settled from outside, and waiting with a time limit. */

/** Like Promise.withResolvers of later Node versions. An unhandled rejection is ignored. */
export function defer<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

/** Node's maximum timer delay, 25 days; longer ones would fire immediately. */
export const longestMs = 2 ** 31 - 1;

/**
 * Whether the promise settles, either way, within the time. Rejects with the signal's reason on abort. One extra turn
 * lets results count that arrived in time but were not yet read because this process was busy or suspended.
 */
export function settlesWithin(promise: Promise<unknown>, ms: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      clearImmediate(turn);
      signal?.removeEventListener("abort", abort);
    };
    const finish = (settled: boolean): void => {
      stop();
      resolve(settled);
    };
    const abort = (): void => {
      stop();
      reject(signal?.reason as Error);
    };
    let turn: NodeJS.Immediate | undefined;
    const expire = (): void => {
      turn = setImmediate(finish, false);
    };
    const timer = ms > longestMs ? undefined : setTimeout(expire, ms);
    signal?.addEventListener("abort", abort, { once: true });
    if (signal?.aborted === true) abort();
    const settled = (): void => {
      finish(true);
    };
    promise.then(settled, settled);
  });
}
