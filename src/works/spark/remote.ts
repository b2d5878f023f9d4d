/** Where Spark is, as Spark's own clients write it: `sc://host:port/;use_ssl=true;user_id=me;token=…`. */
import { UsageError } from "../../model/errors.js";

export interface Remote {
  readonly host: string;
  readonly port: number;
  readonly isEncrypted: boolean;
  /** For `Authorization: Bearer`. It is written to no file and no message. */
  readonly token: string | undefined;
  readonly userId: string;
}

/** What `start-connect-server.sh` listens on. */
const usualPort = 15_002;
/** Spark's own clients and its server read the token from it, too. */
const tokenVariable = "SPARK_CONNECT_AUTHENTICATE_TOKEN";

/** Messages repeat nothing of the text but names of parameters: it may hold a token. */
export function parseRemote(text: string, env: NodeJS.ProcessEnv): Remote {
  const [, host, port = String(usualPort), rest = ""] =
    /^sc:\/\/(\[[0-9a-fA-F:.]+\]|[^\s:/;[\]@]+)(?::(\d{1,5}))?(?:\/(?:;(.*))?)?$/.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535)
    throw new UsageError("--remote is not the address of a Spark Connect server.", {
      hint: "Write it as Spark does: sc://HOST:PORT or sc://HOST:PORT/;use_ssl=true;user_id=NAME",
    });
  const parameters = parametersOf(rest);
  const inEnvironment = env[tokenVariable];
  const token = parameters.get("token") ?? (inEnvironment === "" ? undefined : inEnvironment);
  const isEncrypted = flag(parameters.get("use_ssl")) ?? (token !== undefined && !isLoopback(host));
  if (token !== undefined && !isEncrypted && !isLoopback(host))
    throw new UsageError("A token is not sent to another machine without encryption.", {
      hint: "Leave out use_ssl=false.",
    });
  return { host, port: Number(port), isEncrypted, token, userId: parameters.get("user_id") ?? "briefing" };
}

const known = ["use_ssl", "token", "user_id"];

function parametersOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of text.split(";").filter((each) => each !== "")) {
    const at = part.indexOf("=");
    const name = at < 0 ? "" : part.slice(0, at);
    if (at < 0 || !/^\w+$/.test(name))
      throw new UsageError("--remote has a parameter that does not read name=value.");
    if (!known.includes(name))
      throw new UsageError(`--remote has the parameter ${name}, which is not supported.`, {
        hint: `Supported are ${known.join(", ")}.`,
      });
    const value = decoded(part.slice(at + 1));
    if (value === undefined || value === "" || /[^\x20-\x7e]/.test(value))
      throw new UsageError(`--remote has a parameter ${name} without a usable value.`, {
        hint: "Write what is not a letter or a digit as %XX.",
      });
    found.set(name, value);
  }
  return found;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function flag(text: string | undefined): boolean | undefined {
  if (text === undefined || /^(?:true|false)$/i.test(text))
    return text === undefined ? undefined : text.toLowerCase() === "true";
  throw new UsageError("--remote has a parameter use_ssl that is neither true nor false.");
}

export const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/i.test(host);
