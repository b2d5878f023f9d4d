/** The installed Chromium: it prints the PDF, and loads the pages that `check --page` examines. */
import type { Browser } from "playwright-core";
import { whenAborted } from "../../lib/when-aborted.js";
import { BriefingError } from "../../model/errors.js";
import { findProgram, type Environment } from "./programs.js";

const commands = "chromium chromium-browser google-chrome google-chrome-stable chrome microsoft-edge".split(
  " ",
);
const applications = ["Chromium", "Google Chrome", "Microsoft Edge"].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

interface Need {
  /** Why a browser is needed: "the PDF is printed by one". */
  readonly use: string;
  /** What works without one, in a sentence. */
  readonly without: string;
}

/** The browser named by CHROMIUM, else the first one that is installed. */
export function findChromium(environment: Environment, { use, without }: Need): string {
  const found = findProgram(environment, {
    variable: "CHROMIUM",
    example: "a Chromium, for example /usr/bin/chromium",
    commands,
    applications,
  });
  if (found !== undefined) return found;
  throw new BriefingError(`No Chromium is installed, and ${use}.`, {
    hint: `Install it (Debian: apt install chromium), or set CHROMIUM to its path. ${without}`,
  });
}

/** Of a page that is given as text: links within it stay within it. Nothing is loaded from there. */
export const pageAddress = "http://briefing.invalid/";

export interface BrowserLimits {
  readonly signal: AbortSignal;
  /** Milliseconds for all of the work. */
  readonly limitMs: number;
}

const longestStartMs = 30_000;
const hint = "Try again when the machine is idle, or set CHROMIUM to the path of another browser.";

/** Starts a browser with a separate profile and closes it after `work`; rejects as soon as the signal is aborted. */
export async function withChromium<Result>(
  program: string,
  { signal, limitMs }: BrowserLimits,
  work: (browser: Browser) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const { chromium } = await import("playwright-core");
  const launched = chromium.launch({
    executablePath: program,
    args: ["--disable-gpu"],
    // Chromium cannot start its sandbox as root, the usual user in containers.
    chromiumSandbox: process.getuid?.() !== 0,
    // Signals are handled by the command.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: Math.min(limitMs, longestStartMs),
  });
  const run = async (): Promise<Result> => {
    const browser = await launched.catch((error: unknown) => {
      throw new BriefingError(`${program} could not be started:\n${messageOf(error)}`, { hint });
    });
    return work(browser).catch((error: unknown) => {
      if (browser.isConnected()) throw error;
      throw new BriefingError(`${program} ended unexpectedly.`, { hint });
    });
  };
  const late = AbortSignal.timeout(limitMs);
  try {
    const stop = AbortSignal.any([signal, late]);
    return await Promise.race([run(), whenAborted(stop).then(() => Promise.reject(stop.reason as Error))]);
  } catch (error) {
    if (error !== late.reason) throw error;
    throw new BriefingError(`${program} did not finish within ${limitMs / 1000} s.`, { hint });
  } finally {
    void launched.then((browser) => browser.close()).catch(() => undefined);
  }
}

/** The output of the browser itself, else the first line of Playwright's message. */
function messageOf(error: unknown): string {
  const { message } = error as Error;
  const printed = [...message.matchAll(/^\[pid=\d+\]\[err\] (.*)$/gm)].map(([, line]) => line);
  return printed.length > 0 ? printed.slice(-5).join("\n") : message.replace(/\n.*/s, "");
}
