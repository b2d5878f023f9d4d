/**
 * Every kernel that runs, so that none outlives this process. The policy:
 * - The client installs no signal handlers. When the process ends, however it ends, the guardian kills its kernels and
 *   removes their connection files; when it ends by itself, an `exit` listener does so at once.
 * - A program that handles signals itself and wants kernels to end in order awaits `shutdownAll()` in its handler.
 */
export interface Registered {
  /** In order: shutdown_request first. */
  shutdown(): Promise<void>;
  /** Now, without waiting for anything. */
  killSync(): void;
}

const running = new Set<Registered>();
let watching = false;

/** Returns a function that takes the kernel off the list. */
export function register(kernel: Registered): () => void {
  if (!watching) {
    watching = true;
    process.on("exit", () => {
      for (const each of running) each.killSync();
    });
  }
  running.add(kernel);
  return () => running.delete(kernel);
}

/** Ends every kernel that this process has started, those that are still starting among them. */
export async function shutdownAll(): Promise<void> {
  await Promise.all([...running].map((kernel) => kernel.shutdown()));
}
