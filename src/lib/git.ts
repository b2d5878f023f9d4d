import { execFile } from "node:child_process";

export interface GitResult<Output = string> {
  /** Null where git was ended by a signal; 127 where there is no git. */
  readonly code: number | null;
  readonly stdout: Output;
  readonly stderr: string;
}

type Variables = Readonly<Record<string, string>>;

/** Runs git as the person would in `cwd`, its messages in English. */
export async function git(
  args: readonly string[],
  cwd = process.cwd(),
  variables: Variables = {},
): Promise<GitResult> {
  const { stdout, ...rest } = await gitBytes(args, cwd, { variables });
  return { ...rest, stdout: stdout.toString("utf8") };
}

/** The same for what is no text, and for what git reads. */
export function gitBytes(
  args: readonly string[],
  cwd: string,
  { input = "", variables = {} }: { readonly input?: string; readonly variables?: Variables },
): Promise<GitResult<Buffer>> {
  return new Promise((resolve) => {
    // No lock is taken for a mere look.
    const env = { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", ...variables };
    const options = { cwd, env, encoding: "buffer", maxBuffer: Infinity } as const;
    const child = execFile("git", args, options, (error, stdout, stderr) => {
      if (error?.code === "ENOENT") resolve({ code: 127, stdout, stderr: "git was not found" });
      else resolve({ code: error === null ? 0 : codeOf(error), stdout, stderr: stderr.toString("utf8") });
    });
    // A git that ends before it has read everything says why on stderr.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

const codeOf = ({ code }: { readonly code?: string | number | null }): number | null =>
  typeof code === "number" ? code : null;
