/** The client shared by commands that query OpenAlex, with its options and progress line. */
import { format } from "d3-format";
import { InvalidArgumentError, Option, progressLine, type ProgressLine, UsageError } from "briefing/commands";
import type { ClientSettings, OpenAlexClient } from "../openalex/client.js";

export interface RequestOptions {
  readonly budget?: number;
  readonly wait?: true;
}

export const options = (): readonly Option[] => [
  new Option("--budget <usd>", "stop before more than this much credit, in US dollars, is spent").argParser(
    dollars,
  ),
  new Option("--wait", "when the credit of the day is spent, wait until midnight UTC and continue"),
];

function dollars(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError("Write an amount in US dollars: 0.50");
  return value;
}

export const requestProgress = (): ProgressLine => progressLine({ elsewhere: "reminders" });

export async function createClient(
  options: RequestOptions,
  progress: ProgressLine,
  signal: AbortSignal | undefined,
): Promise<OpenAlexClient> {
  const { OpenAlexClient } = await import("../openalex/client.js");
  return new OpenAlexClient({
    ...accessFrom(process.env),
    budget: options.budget,
    whenSpent: options.wait === true ? "wait" : "stop",
    signal,
    onWait(why, seconds) {
      progress.close();
      process.stderr.write(`${why}: waiting ${duration(seconds)}\n`);
    },
  });
}

const duration = (seconds: number): string =>
  seconds < 120 ? `${Math.ceil(seconds)} s` : `${format(",.0f")(seconds / 60)} minutes`;

/** In US dollars, with as many digits as matter. */
export const usd = (amount: number): string => `$${format(amount < 1 ? ",.4f" : ",.2f")(amount)}`;

/** A day's free credit, with and without a key. */
export const creditOfDay = (): number => (accessFrom(process.env).key === undefined ? 0.1 : 1);

/** OpenAlex's address and API key, read only from the environment, so that the key is never stored in a file. */
export function accessFrom(env: NodeJS.ProcessEnv): Pick<ClientSettings, "key" | "base" | "mailto"> {
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
