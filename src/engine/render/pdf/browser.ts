import { accessSync, constants } from "node:fs";
import path from "node:path";
import { PdfError } from "../errors.js";

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
];
const applications = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/** The browser that prints: the one that CHROMIUM names, else the first of its kind that is installed. */
export function findBrowser(environment: Readonly<Record<string, string | undefined>>): string {
  const named = environment["CHROMIUM"];
  if (named !== undefined && named !== "") {
    if (isProgram(named)) return named;
    throw new PdfError(`CHROMIUM names ${named}, which is no program.`, {
      hint: "Let it be the path of a Chromium, for example /usr/bin/chromium.",
    });
  }
  const folders = (environment["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const candidates = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const found = [...candidates, ...applications].find(isProgram);
  if (found !== undefined) return found;
  throw new PdfError("No Chromium is installed, and a PDF is printed by one.", {
    hint: "Install it (Debian: apt install chromium), or let CHROMIUM name its path. Without --pdf the briefing is built as ever.",
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
