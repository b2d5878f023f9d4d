import { execFile } from "node:child_process";

export interface Ran {
  readonly ok: boolean;
  /** What the program printed, with its errors after the rest. */
  readonly output: string;
}

interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly timeout?: number;
}

/** Runs a program to its end; rejects only with the reason of the signal. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Ran> {
  options.signal.throwIfAborted();
  const ran = await new Promise<Ran>((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      resolve({ ok: error === null, output: stdout + stderr });
    });
  });
  options.signal.throwIfAborted();
  return ran;
}
