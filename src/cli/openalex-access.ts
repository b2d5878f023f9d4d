/** The client shared by commands that query OpenAlex, with its options and progress line. */
import { format } from "d3-format";
import { InvalidArgumentError, Option } from "commander";
import type { OpenAlexClient } from "../openalex/client.js";
import { accessFrom } from "../openalex/settings.js";
import { progressLine, type ProgressLine } from "./terminal.js";

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
