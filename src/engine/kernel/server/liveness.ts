/** Whether the one who started the kernel still lives. Watched by the socket thread: it runs while the main thread loops. */
import { Socket } from "node:net";

const pollMs = 1000;

/** A client that holds the other end of a pipe at stdin: its end, however it comes, closes the pipe. */
export function watchStdin(gone: () => void): void {
  const pipe = new Socket({ fd: 0, readable: true, writable: false });
  pipe.on("data", () => undefined);
  pipe.on("end", gone);
  pipe.on("error", gone);
}

/** Jupyter names itself in JPY_PARENT_PID. Without it the kernel was started by hand and stays. */
export function watchParent(gone: () => void): void {
  const named = Number(process.env.JPY_PARENT_PID);
  if (!Number.isInteger(named) || named <= 1) return;
  const parent = process.ppid;
  const isGone = parent === named ? (): boolean => process.ppid !== parent : (): boolean => !exists(named);
  if (isGone()) return;
  setInterval(() => {
    if (isGone()) gone();
  }, pollMs);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
