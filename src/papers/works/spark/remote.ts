/** Parses Spark's connection string, as used by its own clients: `sc://host:port/;use_ssl=true;user_id=me;token=…`. */
import { decodedUri, UsageError } from "briefing/commands";

export type Remote = ReturnType<typeof parseRemote>;

/** The default port of `start-connect-server.sh`. */
const defaultPort = 15_002;
/** Also read by Spark's own clients and server. */
const tokenVariable = "SPARK_CONNECT_AUTHENTICATE_TOKEN";

/** Errors quote only parameter names, because the text may contain a token. */
export function parseRemote(text: string, env: NodeJS.ProcessEnv) {
  const [, host, port = String(defaultPort), rest = ""] =
    /^sc:\/\/(\[[0-9a-fA-F:.]+\]|[^\s:/;[\]@]+)(?::(\d{1,5}))?(?:\/(?:;(.*))?)?$/.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535)
    throw new UsageError("--remote is not a Spark Connect address.", {
      hint: "Use Spark's format: sc://HOST:PORT or sc://HOST:PORT/;use_ssl=true;user_id=NAME",
    });
  const parameters = parametersOf(rest);
  const inEnvironment = env[tokenVariable];
  /** For `Authorization: Bearer`. Never written to a file or message. */
  const token = parameters.get("token") ?? (inEnvironment === "" ? undefined : inEnvironment);
  const isEncrypted = flag(parameters.get("use_ssl")) ?? (token !== undefined && !isLoopback(host));
  if (token !== undefined && !isEncrypted && !isLoopback(host))
    throw new UsageError("Tokens are not sent to other machines without encryption.", {
      hint: "Leave out use_ssl=false.",
    });
  return { host, port: Number(port), isEncrypted, token, userId: parameters.get("user_id") ?? "briefing" };
}

const known = ["use_ssl", "token", "user_id"];

function parametersOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of text.split(";").filter((each) => each !== "")) {
    const [, name, written = ""] = /^(\w+)=([^]*)$/.exec(part) ?? [];
    if (name === undefined)
      throw new UsageError("--remote has a parameter that is not of the form name=value.");
    if (!known.includes(name))
      throw new UsageError(`--remote has the parameter ${name}, which is not supported.`, {
        hint: `Supported parameters: ${known.join(", ")}.`,
      });
    const value = decodedUri(written);
    if (value === undefined || value === "" || /[^\x20-\x7e]/.test(value))
      throw new UsageError(`--remote has a parameter ${name} without a usable value.`, {
        hint: "Encode characters other than letters and digits as %XX.",
      });
    found.set(name, value);
  }
  return found;
}

function flag(text: string | undefined): boolean | undefined {
  if (text === undefined || /^(?:true|false)$/i.test(text))
    return text === undefined ? undefined : text.toLowerCase() === "true";
  throw new UsageError("--remote has a parameter use_ssl that is neither true nor false.");
}

export const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/i.test(host);
