import { spawn } from "node:child_process";

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
  return new Promise((resolve, reject) => {
    // No lock is taken for a mere look.
    const env = { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", ...variables };
    const child = spawn("git", args, { cwd, env, stdio: ["pipe", "pipe", "pipe"] });
    const [out, errors]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    child.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") reject(error);
      else resolve({ code: 127, stdout: Buffer.alloc(0), stderr: "git was not found" });
    });
    // A git that ends before it has read everything says why on stderr.
    child.stdin.on("error", () => undefined);
    child.on("close", (code) => {
      resolve({ code, stdout: Buffer.concat(out), stderr: Buffer.concat(errors).toString("utf8") });
    });
    child.stdin.end(input);
  });
}
