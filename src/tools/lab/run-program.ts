/** Runs another program to its end. */
import { spawn } from "node:child_process";

export interface Ran {
  /** Undefined where the program could not be started or was ended by a signal. */
  readonly code: number | undefined;
  readonly stdout: string;
  /** Everything it said, in order; its last lines tell what went wrong. */
  readonly said: string;
}

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** Never rejects but with the reason of the signal. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { env, cwd, signal, timeoutMs }: RunOptions,
): Promise<Ran> {
  signal?.throwIfAborted();
  const ran = await new Promise<Ran>((resolve) => {
    const child = spawn(program, args, {
      env,
      stdio: ["ignore", "pipe", "pipe"],
      ...(cwd !== undefined && { cwd }),
      ...(timeoutMs !== undefined && { timeout: timeoutMs }),
      ...(signal !== undefined && { signal }),
    });
    let stdout = "";
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      said += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    // After a program that could not be started there is no `close`.
    child.on("error", () => {
      if (child.pid === undefined) resolve({ code: undefined, stdout, said });
    });
    child.on("close", (code) => {
      resolve({ code: code ?? undefined, stdout, said });
    });
  });
  signal?.throwIfAborted();
  return ran;
}

export function lastLines(text: string, count: number): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
