import { execFile, type ExecFileOptions, spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

/** The command's file. */
export const main = path.join(root, "src/briefing/dist/cli/main.js");

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a JavaScript file to its end, without input. */
export const runFile = (file: string, argv: readonly string[], options: ExecFileOptions): Promise<Ran> =>
  new Promise((resolve) => {
    const settings = { maxBuffer: Infinity, ...options, encoding: "utf8" } as const;
    const child = execFile(process.execPath, [file, ...argv], settings, (error, stdout, stderr) => {
      const code = error === null ? 0 : ((error.code ?? null) as number | null);
      resolve({ code, stdout, stderr });
    });
    child.stdin?.end();
  });

/** Output without colour, which a some CI services ask for; a test of colours says otherwise. */
const plain = { NO_COLOR: "1" };

/** Runs the command as a shell would, from `cwd`. */
export const runBriefing = (
  argv: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ran> => runFile(main, argv, { cwd, env: { ...process.env, ...plain, ...env } });

/** Runs it after some lines of shell, such as a limit. */
export const runAfter = (
  setting: string,
  argv: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
) =>
  spawnSync("/bin/sh", ["-c", `${setting}\nexec "$0" "$@"`, process.execPath, main, ...argv], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...plain, ...env },
  });
