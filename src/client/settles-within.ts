/** The longest a timer of Node can wait; more would fire at once. */
const longestMs = 2 ** 31 - 1;

/** Whether the promise settles, either way, within the time. Rejects with the signal's reason when it aborts. */
export function settlesWithin(promise: Promise<unknown>, ms: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
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
    const timer = ms > longestMs ? undefined : setTimeout(finish, ms, false);
    signal?.addEventListener("abort", abort, { once: true });
    if (signal?.aborted === true) abort();
    const settled = (): void => {
      finish(true);
    };
    promise.then(settled, settled);
  });
}
