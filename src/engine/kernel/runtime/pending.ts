/** Whether code of the person is left to run after a cell has ended. */
import timers from "node:timers";

/** Node's own: what a cell puts in its place is of no interest here. */
const { setImmediate } = timers;

function counted(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Everything that keeps a turn of the event loop waiting (timers, sockets, children, workers) is what Node calls active. */
export class PendingWork {
  /** What the kernel itself keeps open. */
  #own: Map<string, number> | undefined;

  /** Before the first cell runs. */
  begin(): void {
    this.#own ??= counted();
  }

  /** After one turn of the event loop: by then Node has told of every promise that was rejected in vain. */
  async state(): Promise<"none" | "some"> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    const own = this.#own;
    return [...counted()].some(([kind, count]) => count > (own?.get(kind) ?? 0)) ? "some" : "none";
  }
}
