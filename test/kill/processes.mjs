/** The processes with a mark in their environment, whatever their current parent. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

const read = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // It has ended in the meantime, or belongs to another user.
  }
};

/** `[{ pid, command }]`; zombie processes do not count. */
export function markedProcesses(mark) {
  if (existsSync("/proc/self/environ"))
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name) && read(`/proc/${name}/environ`).includes(mark))
      .map((name) => ({
        pid: Number(name),
        command: read(`/proc/${name}/cmdline`).split("\0").join(" ").trim(),
      }));
  const { stdout } = spawnSync("ps", ["-A", "-E", "-ww", "-o", "pid=,command="], { encoding: "utf8" });
  return stdout
    .split("\n")
    .filter((line) => line.includes(mark))
    .map((line) => ({ pid: Number.parseInt(line, 10), command: line.trim().replace(/^\d+\s+/, "") }));
}

export const isKernel = ({ command }) => command.includes("--connection-file");
