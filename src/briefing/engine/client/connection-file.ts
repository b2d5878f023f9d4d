/**
 * The connection file, which tells a kernel where to listen. It holds the key that signs messages, so only its owner
 * may read the file and its folder. It is removed when the kernel exits.
 */
import { isAlive } from "../../lib/alive.js";
import { parseJson } from "../../lib/parse-json.js";
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

/** Uses a new key and one port per channel. */
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

/** Returns JUPYTER_RUNTIME_DIR or a private folder of the current user. */
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
    throw new ConnectionError(`Cannot create the folder for connection files, ${folder}.`, {
      cause,
      hint: "Set JUPYTER_RUNTIME_DIR or TMPDIR to a folder that you can write to.",
    });
  }
  return folder;
}

/** Other users can guess the folder's name and create it first, because the temporary folder is shared. */
async function makePrivate(folder: string, user: number | undefined): Promise<void> {
  const found = await lstat(folder);
  if (!found.isDirectory() || (user !== undefined && found.uid !== user))
    throw new ConnectionError(`${folder} belongs to another user, who could read the kernels' keys.`, {
      hint: "Set JUPYTER_RUNTIME_DIR to a folder that you own.",
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
    throw new ConnectionError(`Cannot write the connection file ${file}.`, {
      cause,
      hint: "Set JUPYTER_RUNTIME_DIR or TMPDIR to a folder that you can write to.",
    });
  }
  return file;
}

export function readConnectionFile(file: string): Connection {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConnectionError(`Cannot read the connection file ${file}.`, {
      cause,
      hint: "Start the kernel from a Jupyter client, which writes this file.",
    });
  }
  const json = parseJson(text);
  if (json === undefined) throw new ConnectionError(`The connection file ${file} is not valid JSON.`);
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

/** Removes connection files whose client was killed before the kernel or the guardian took over. */
export async function sweepConnectionFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^briefing-(\d+)-.*\.json$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
}
