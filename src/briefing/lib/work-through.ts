/**
 * Works through items in their order, several at a time. After a failure no other item is begun; the failure is thrown
 * when all workers have ended, so that nothing happens after it was reported.
 */
export async function workThrough<Item>(
  items: readonly Item[],
  workers: number,
  work: (item: Item, index: number, worker: number) => Promise<void>,
): Promise<void> {
  const left = items.entries();
  let hasFailed = false;
  const workOn = async (worker: number): Promise<void> => {
    for (const [index, item] of left) {
      if (hasFailed) return;
      try {
        await work(item, index, worker);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: workers }, (_, worker) => workOn(worker)));
  for (const each of ended) if (each.status === "rejected") throw each.reason;
}
