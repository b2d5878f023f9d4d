/** Waiting for what another process does: promises that are settled from outside, and limits of time. */

/** A promise and what settles it (Promise.withResolvers of later Nodes). Nobody has to wait for it. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

export function defer<T>(): Deferred<T> {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

/** The longest a timer of Node can wait; more would fire at once. */
const longestMs = 2 ** 31 - 1;

/**
 * Whether the promise settles, either way, within the time. Rejects with the signal's reason when it aborts. What has
 * come in time counts although this process, being busy or asleep, has not read it yet: one turn is taken to read it.
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
