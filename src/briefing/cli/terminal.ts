import { spawn } from "node:child_process";
import { visibleJson, visibleStyled } from "../lib/visible.js";

/** The original streams, from before guardTerminal. */
const unguarded = {
  stdout: process.stdout.write.bind(process.stdout),
  stderr: process.stderr.write.bind(process.stderr),
};

/**
 * Strips control characters from all further output: file names, errors and contents of foreign repositories could
 * otherwise overwrite the screen or the clipboard.
 */
export function guardTerminal(): void {
  for (const name of ["stdout", "stderr"] as const) {
    const stream = process[name];
    const write = unguarded[name] as (chunk: unknown, ...rest: unknown[]) => boolean;
    stream.write = (chunk: unknown, ...rest: unknown[]) =>
      write(typeof chunk === "string" ? visibleStyled(chunk) : chunk, ...rest);
  }
}

/** Standard error for code that moves the cursor and sanitises its own output. */
export const liveStderr = (): NodeJS.WriteStream =>
  Object.create(process.stderr, { write: { value: unguarded.stderr } }) as NodeJS.WriteStream;

/** Whether lines on standard error can be overwritten. */
export const isLive = (): boolean => process.stderr.isTTY && process.env["TERM"] !== "dumb";

export interface ProgressLine {
  readonly show: (text: string) => void;
  /** Clears the line completely. */
  readonly close: () => void;
}

interface ProgressSettings {
  /** Milliseconds: shorter work shows nothing. */
  readonly patience?: number;
  /** Output if lines cannot be overwritten: every line, one in half a minute, or nothing. */
  readonly elsewhere?: "every" | "reminders" | "nothing";
}

/** One line that changes. */
export function progressLine({ patience = 0, elsewhere = "nothing" }: ProgressSettings = {}): ProgressLine {
  const live = isLive();
  const pause = live ? 200 : elsewhere === "every" ? 0 : 30_000;
  const terminal = liveStderr();
  let next = performance.now() + (live ? patience : pause);
  let isShown = false;
  return {
    show(text) {
      const now = performance.now();
      if (now < next || (!live && elsewhere === "nothing")) return;
      next = now + pause;
      isShown = live;
      if (live) terminal.write(`\r\u001b[K${text.slice(0, (process.stderr.columns || 80) - 1)}`);
      else process.stderr.write(`… ${text}\n`);
    },
    close() {
      if (isShown) terminal.write("\r\u001b[K");
      isShown = false;
    },
  };
}

export type ColourChoice = "auto" | "always" | "never";

/** Whether standard output supports colour: NO_COLOR and FORCE_COLOR as usual, or else a terminal that is not dumb. */
export function colourFor(choice: ColourChoice): "on" | "off" {
  if (choice !== "auto") return choice === "always" ? "on" : "off";
  const { NO_COLOR: no = "", FORCE_COLOR: force = "", TERM: kind } = process.env;
  if (no !== "") return "off";
  if (force !== "" && force !== "0") return "on";
  return process.stdout.isTTY && kind !== "dumb" ? "on" : "off";
}

/** Columns of the terminal, or COLUMNS, or a readable default width. */
export function terminalWidth(): number {
  const said = Number(process.env["COLUMNS"]);
  if (process.stdout.isTTY && process.stdout.columns > 0) return process.stdout.columns;
  return Number.isInteger(said) && said > 0 ? said : 100;
}

/** Prints text; in a terminal, through the user's pager. */
export async function showText(
  text: string,
  { pager }: { readonly pager: "where-long" | "never" },
): Promise<void> {
  const command = pager === "never" || !process.stdout.isTTY ? "" : pagerCommand();
  if (command === "" || command === "cat" || !(await showInPager(text, command))) process.stdout.write(text);
}

/** Chosen as in git: GIT_PAGER, PAGER, less; an empty one means none. */
function pagerCommand(): string {
  if (process.env["TERM"] === "dumb") return "";
  return process.env["GIT_PAGER"] ?? process.env["PAGER"] ?? "less";
}

/** False if the pager could not be started. */
function showInPager(text: string, command: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn("/bin/sh", ["-c", command], {
      // less keeps short texts on the screen and passes colours, unless the user has configured it differently.
      env: { LESS: "FRX", LV: "-c", ...process.env },
      stdio: ["pipe", "inherit", "inherit"],
    });
    // The pager handles interrupts, because it has the terminal.
    const ignore = (): void => undefined;
    process.on("SIGINT", ignore);
    const end = (isShown: boolean): void => {
      process.off("SIGINT", ignore);
      resolve(isShown);
    };
    child.on("error", () => {
      end(false);
    });
    // Leaving the pager early is not an error.
    child.stdin.on("error", () => undefined);
    child.on("close", (code) => {
      end(code !== 127 && code !== 126);
    });
    child.stdin.end(visibleStyled(text));
  });
}

/** The result of a command for programs, on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${visibleJson(JSON.stringify(value, undefined, 2))}\n`);
}

/** The result as for --json, or in words. */
export function printResult(
  { json }: { readonly json?: true | undefined },
  value: unknown,
  inWords: () => string,
): void {
  if (json === true) printJson(value);
  else process.stdout.write(inWords());
}

/** How to call the command again: through npm in a project that depends on it. */
export const briefing = process.env["npm_command"] === "exec" ? "npx --no-install briefing" : "briefing";
