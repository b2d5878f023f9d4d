/** A process that we may not signal belongs to another user: the PID has been reused. */
export const isAlive = (pid: number): boolean => stateOf(pid) === "ours";

/** Whether no process of any user has this PID. */
export const isGone = (pid: number): boolean => stateOf(pid) === "gone";

function stateOf(pid: number): "ours" | "another's" | "gone" {
  try {
    process.kill(pid, 0);
    return "ours";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH" ? "gone" : "another's";
  }
}
