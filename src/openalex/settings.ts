/** OpenAlex's address and API key, read only from the environment, so that the key is never stored in a file. */
import { UsageError } from "../model/errors.js";

interface Access {
  readonly key: string | undefined;
  readonly base: URL;
  readonly mailto: string | undefined;
}

export function accessFrom(env: NodeJS.ProcessEnv): Access {
  const key = env["OPENALEX_API_KEY"]?.trim();
  // A short key would also match ordinary words and redact them from responses.
  if (key !== undefined && key !== "" && key.length < 8)
    throw new UsageError("OPENALEX_API_KEY is too short to be a key.", {
      hint: "Find your key at https://openalex.org/settings/api",
    });
  return {
    key: key === "" ? undefined : key,
    base: baseOf(env["OPENALEX_URL"] ?? "https://api.openalex.org"),
    mailto: env["OPENALEX_MAILTO"] === "" ? undefined : env["OPENALEX_MAILTO"],
  };
}

/** Requires encryption for connections over a network, because they carry the key. */
function baseOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHere = url !== undefined && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isHere)) return url;
  throw new UsageError(`OPENALEX_URL is not safe for sending a key: ${text}`, {
    hint: "Use https://…, or http:// for this machine only (http://127.0.0.1:8080).",
  });
}
