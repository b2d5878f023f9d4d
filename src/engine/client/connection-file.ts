/**
 * The file that tells a kernel where to listen. It holds the key, so it is readable by its owner only, in a folder of
 * the same kind, and is removed when the kernel has ended. The client's pid in its name lets a later client remove what
 * one that was killed has left.
 */
import { randomUUID } from "node:crypto";
import { chmod, lstat, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ConnectionError } from "./errors.js";
import { loopback } from "./ports.js";

export interface Connection {
  readonly ip: string;
  readonly key: string;
  readonly ports: {
    readonly shell: number;
    readonly iopub: number;
    readonly stdin: number;
    readonly control: number;
    readonly hb: number;
  };
}

export function createConnection(ports: readonly number[]): Connection {
  const [shell = 0, iopub = 0, stdin = 0, control = 0, hb = 0] = ports;
  return { ip: loopback, key: randomUUID(), ports: { shell, iopub, stdin, control, hb } };
}

/** JUPYTER_RUNTIME_DIR, or a folder of this user only. */
export async function makeRuntimeFolder(
  env: NodeJS.ProcessEnv,
  temporary: string = tmpdir(),
): Promise<string> {
  const given = env.JUPYTER_RUNTIME_DIR;
  const user = process.getuid?.();
  const folder =
    given !== undefined && given !== "" ? given : join(temporary, `briefing-kernels-${user ?? "all"}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (folder !== given) await makePrivate(folder, user);
  } catch (cause) {
    if (cause instanceof ConnectionError) throw cause;
    throw new ConnectionError(`The folder for connection files, ${folder}, cannot be made.`, {
      cause,
      hint: "Set JUPYTER_RUNTIME_DIR or TMPDIR to a folder that you may write to.",
    });
  }
  return folder;
}

/** The place of our folder is known to everybody who may write to the folder for temporary files. */
async function makePrivate(folder: string, user: number | undefined): Promise<void> {
  const found = await lstat(folder);
  if (!found.isDirectory() || (user !== undefined && found.uid !== user))
    throw new ConnectionError(`${folder} belongs to somebody else, who could read the keys of the kernels.`, {
      hint: "Set JUPYTER_RUNTIME_DIR to a folder of your own.",
    });
  if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700);
}

export async function writeConnectionFile(
  connection: Connection,
  kernel: string,
  folder: string,
): Promise<string> {
  const file = join(folder, `briefing-${process.pid}-${randomUUID()}.json`);
  const { ip, key, ports } = connection;
  const content = {
    transport: "tcp",
    ip,
    key,
    signature_scheme: "hmac-sha256",
    shell_port: ports.shell,
    iopub_port: ports.iopub,
    stdin_port: ports.stdin,
    control_port: ports.control,
    hb_port: ports.hb,
    kernel_name: kernel,
  };
  try {
    await writeFile(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  } catch (cause) {
    throw new ConnectionError(`The connection file ${file} cannot be written.`, {
      cause,
      hint: "Set JUPYTER_RUNTIME_DIR or TMPDIR to a folder that you may write to.",
    });
  }
  return file;
}

/** Removes what clients that were killed have left. */
export async function sweepConnectionFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^briefing-(\d+)-.*\.json$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

/** A process that we may not signal is another user's: the number has been given away again. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
