import { spawn } from "node:child_process";

export interface GitResult {
  /** Null where git was ended by a signal; 127 where there is no git. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs git as the person would in `cwd`, its messages in English. */
export function git(
  args: readonly string[],
  cwd = process.cwd(),
  variables: Readonly<Record<string, string>> = {},
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", args, {
      cwd,
      env: { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") resolve({ code: 127, stdout: "", stderr: "git was not found" });
      else reject(error);
    });
    child.on("close", (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}
