/** A process that we may not signal is another user's: the number has been given away again. */
export const isAlive = (pid: number): boolean => stateOf(pid) === "ours";

/** Whether no process has this number, of any user. */
export const isGone = (pid: number): boolean => stateOf(pid) === "gone";

function stateOf(pid: number): "ours" | "another's" | "gone" {
  try {
    process.kill(pid, 0);
    return "ours";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH" ? "gone" : "another's";
  }
}
