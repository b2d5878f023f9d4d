/** What the client that starts a kernel writes down for it: where to listen, and the key messages are signed with. */
import { readFileSync } from "node:fs";

import { BriefingError } from "../../../model/errors.js";

class ConnectionFileError extends BriefingError {}

export type Channel = "shell" | "control" | "iopub" | "stdin" | "hb";

export interface ConnectionInfo {
  readonly transport: string;
  readonly ip: string;
  readonly ports: Readonly<Record<Channel, number>>;
  readonly key: string;
}

export function readConnectionFile(file: string): ConnectionInfo {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConnectionFileError(`The connection file ${file} cannot be read.`, {
      cause,
      hint: "A Jupyter client writes the file and starts the kernel with its path.",
    });
  }
  return parseConnectionInfo(file, text);
}

function parseConnectionInfo(file: string, text: string): ConnectionInfo {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ConnectionFileError(`The connection file ${file} is not JSON.`, { cause });
  }
  const fields = new Map<string, unknown>(
    Object.entries(typeof json === "object" && json !== null ? json : {}),
  );
  const scheme = fields.get("signature_scheme") ?? "hmac-sha256";
  if (scheme !== "hmac-sha256")
    throw new ConnectionFileError(`${file}: signature_scheme ${JSON.stringify(scheme)} is not hmac-sha256.`);

  function string(name: string, fallback?: string): string {
    const value: unknown = fields.get(name) ?? fallback;
    if (typeof value !== "string") throw new ConnectionFileError(`${file}: ${name} must be a string.`);
    return value;
  }
  function port(channel: Channel): number {
    const value: unknown = fields.get(`${channel}_port`);
    if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > 65_535)
      throw new ConnectionFileError(`${file}: ${channel}_port must be a port number.`);
    return value;
  }
  return {
    transport: string("transport", "tcp"),
    ip: string("ip"),
    key: string("key", ""),
    ports: {
      shell: port("shell"),
      control: port("control"),
      iopub: port("iopub"),
      stdin: port("stdin"),
      hb: port("hb"),
    },
  };
}

export function endpoint(info: ConnectionInfo, channel: Channel): string {
  const separator = info.transport === "tcp" ? ":" : "-";
  return `${info.transport}://${info.ip}${separator}${info.ports[channel]}`;
}
