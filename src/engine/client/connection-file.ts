/**
 * The file that tells a kernel where to listen, written by a client and read by the kernel. It holds the key that
 * messages are signed with, so it is readable by its owner only, in a folder of the same kind, and is removed when the
 * kernel has ended.
 */
import { isAlive } from "../../lib/alive.js";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { chmod, lstat, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ConnectionError } from "./errors.js";
import { loopback } from "./ports.js";

const channels = ["shell", "iopub", "stdin", "control", "hb"] as const;

export type Channel = (typeof channels)[number];

export interface Connection {
  readonly transport: string;
  readonly ip: string;
  readonly key: string;
  readonly ports: Readonly<Record<Channel, number>>;
}

/** With a new key; one port for each channel. */
export function createConnection(ports: readonly number[]): Connection {
  return {
    transport: "tcp",
    ip: loopback,
    key: randomUUID(),
    ports: portsBy((_, index) => ports[index] ?? 0),
  };
}

function portsBy(port: (channel: Channel, index: number) => number): Connection["ports"] {
  const entries = channels.map((channel, index) => [channel, port(channel, index)] as const);
  return Object.fromEntries(entries) as Record<Channel, number>;
}

export function endpoint({ transport, ip, ports }: Connection, channel: Channel): string {
  return `${transport}://${ip}${transport === "tcp" ? ":" : "-"}${ports[channel]}`;
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
  { transport, ip, key, ports }: Connection,
  kernel: string,
  folder: string,
): Promise<string> {
  const file = join(folder, `briefing-${process.pid}-${randomUUID()}.json`);
  const content = {
    transport,
    ip,
    key,
    signature_scheme: "hmac-sha256",
    ...Object.fromEntries(channels.map((channel) => [`${channel}_port`, ports[channel]])),
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

export function readConnectionFile(file: string): Connection {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConnectionError(`The connection file ${file} cannot be read.`, {
      cause,
      hint: "A Jupyter client writes the file and starts the kernel with its path.",
    });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ConnectionError(`The connection file ${file} is not JSON.`, { cause });
  }
  return checkConnection(file, (json ?? {}) as Readonly<Record<string, unknown>>);
}

function checkConnection(file: string, fields: Readonly<Record<string, unknown>>): Connection {
  const scheme = fields.signature_scheme ?? "hmac-sha256";
  if (scheme !== "hmac-sha256")
    throw new ConnectionError(`${file}: signature_scheme ${JSON.stringify(scheme)} is not hmac-sha256.`);
  const text = (name: string, value: unknown): string => {
    if (typeof value !== "string") throw new ConnectionError(`${file}: ${name} must be a string.`);
    return value;
  };
  return {
    transport: text("transport", fields.transport ?? "tcp"),
    ip: text("ip", fields.ip),
    key: text("key", fields.key ?? ""),
    ports: portsBy((channel) => {
      const port = fields[`${channel}_port`];
      if (typeof port !== "number" || !Number.isInteger(port) || port < 1 || port > 65_535)
        throw new ConnectionError(`${file}: ${channel}_port must be a port number.`);
      return port;
    }),
  };
}

/** Removes the files of clients that were killed before a kernel, or its guardian, knew of them. */
export async function sweepConnectionFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^briefing-(\d+)-.*\.json$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
}
