/** The client that the commands which ask OpenAlex share, with its options and its line of progress. */
import { format } from "d3-format";
import { InvalidArgumentError, Option } from "commander";
import { OpenAlexClient } from "../openalex/client.js";
import { accessFrom } from "../openalex/settings.js";
import { liveStderr } from "./terminal.js";

export interface AskingOptions {
  readonly budget?: number;
  readonly wait?: true;
}

export const budgetOption = (): Option =>
  new Option("--budget <usd>", "stop before more than so many US dollars of credit are spent").argParser(
    dollars,
  );
export const waitOption = (): Option =>
  new Option("--wait", "when the credit of the day is spent, wait until midnight UTC and go on");

function dollars(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError("Write an amount in US dollars: 0.50");
  return value;
}

export interface AskingProgress {
  readonly show: (text: string) => void;
  readonly close: () => void;
}

const pause = 200;
const reminder = 30_000;

/** One line that changes, in a terminal; elsewhere a line now and then. */
export function askingProgress(): AskingProgress {
  const isLive = process.stderr.isTTY && process.env["TERM"] !== "dumb";
  const terminal = liveStderr();
  let next = performance.now() + (isLive ? 0 : reminder);
  let isShown = false;
  return {
    show(text) {
      const now = performance.now();
      if (now < next) return;
      next = now + (isLive ? pause : reminder);
      isShown = isLive;
      if (isLive) terminal.write(`\r\u001b[K${text.slice(0, (process.stderr.columns || 80) - 1)}`);
      else process.stderr.write(`… ${text}\n`);
    },
    close() {
      if (isShown) terminal.write("\r\u001b[K");
      isShown = false;
    },
  };
}

export function openAlexClient(
  options: AskingOptions,
  progress: AskingProgress,
  signal: AbortSignal | undefined,
): OpenAlexClient {
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
export const count = format(",d");

/** What the free credit of a day allows, with and without a key. */
export const creditOfDay = (): number => (accessFrom(process.env).key === undefined ? 0.1 : 1);
