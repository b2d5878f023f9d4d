/** The Chromium that is installed: it prints the PDF, and shows the page to those who check it. */
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { BrowserError } from "./errors.js";

const commands = "chromium chromium-browser google-chrome google-chrome-stable chrome microsoft-edge".split(
  " ",
);
const applications = ["Chromium", "Google Chrome", "Microsoft Edge"].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

export type Environment = Readonly<Record<string, string | undefined>>;

interface Need {
  /** What a browser is for: "the PDF is printed by one". */
  readonly use: string;
  /** What can be done without one, a sentence. */
  readonly without: string;
}

/** The one that CHROMIUM names, else the first of its kind that is installed. */
export function findChromium(environment: Environment, { use, without }: Need): string {
  const named = environment["CHROMIUM"];
  if (named !== undefined && named !== "") {
    if (isProgram(named)) return named;
    throw new BrowserError(`CHROMIUM names ${named}, which is not a program.`, {
      hint: "Set it to the path of a Chromium, for example /usr/bin/chromium.",
    });
  }
  const folders = (environment["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const candidates = commands.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const found = [...candidates, ...applications].find(isProgram);
  if (found !== undefined) return found;
  throw new BrowserError(`No Chromium is installed, and ${use}.`, {
    hint: `Install it (Debian: apt install chromium), or set CHROMIUM to its path. ${without}`,
  });
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Unseen, silent on the network, with a profile of its own. */
export function chromiumFlags(profile: string): readonly string[] {
  return [
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    `--user-data-dir=${profile}`,
    // Chromium refuses its sandbox to the superuser, as containers have it.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ];
}
