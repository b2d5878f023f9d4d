import { execFile } from "node:child_process";

export interface GitResult<Output = string> {
  /** Null if a signal ended git; 127 if git is not installed. */
  readonly code: number | null;
  readonly stdout: Output;
  readonly stderr: string;
}

type Variables = Readonly<Record<string, string>>;

/** Runs git with the user's configuration in `cwd`, with messages in English. */
export async function git(
  args: readonly string[],
  cwd = process.cwd(),
  variables: Variables = {},
): Promise<GitResult> {
  const { stdout, ...rest } = await gitBytes(args, cwd, { variables });
  return { ...rest, stdout: stdout.toString("utf8") };
}

/** The same for binary output and for input. */
export function gitBytes(
  args: readonly string[],
  cwd: string,
  { input = "", variables = {} }: { readonly input?: string; readonly variables?: Variables },
): Promise<GitResult<Buffer>> {
  return new Promise((resolve) => {
    // Reading takes no lock.
    const env = { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", ...variables };
    const options = { cwd, env, encoding: "buffer", maxBuffer: Infinity } as const;
    const child = execFile("git", args, options, (error, stdout, stderr) => {
      if (error?.code === "ENOENT") resolve({ code: 127, stdout, stderr: "git was not found" });
      else resolve({ code: error === null ? 0 : codeOf(error), stdout, stderr: stderr.toString("utf8") });
    });
    // If git ends before it has read all input, its message is on stderr.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

const codeOf = ({ code }: { readonly code?: string | number | null }): number | null =>
  typeof code === "number" ? code : null;
