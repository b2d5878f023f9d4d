/** Where OpenAlex is and with which key it is asked: from the environment alone, so that no file holds the key. */
import { UsageError } from "../model/errors.js";

interface Access {
  readonly key: string | undefined;
  readonly base: URL;
  readonly mailto: string | undefined;
}

export function accessFrom(env: NodeJS.ProcessEnv): Access {
  const key = env["OPENALEX_API_KEY"]?.trim();
  // A short word would also stand in titles, where it would be taken out as if it were the key.
  if (key !== undefined && key !== "" && key.length < 8)
    throw new UsageError("OPENALEX_API_KEY is too short to be a key.", {
      hint: "Your key is at https://openalex.org/settings/api",
    });
  return {
    key: key === "" ? undefined : key,
    base: baseOf(env["OPENALEX_URL"] ?? "https://api.openalex.org"),
    mailto: env["OPENALEX_MAILTO"] === "" ? undefined : env["OPENALEX_MAILTO"],
  };
}

/** Over a network the key travels encrypted or not at all. */
function baseOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHere = url !== undefined && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isHere)) return url;
  throw new UsageError(`OPENALEX_URL is not an address that a key may be sent to: ${text}`, {
    hint: "Write https://… (http:// only for this machine: http://127.0.0.1:8080).",
  });
}
