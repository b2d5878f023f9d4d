/** The page as a PDF, printed by the Chromium that is installed. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromiumFlags, findChromium, type Environment } from "./chromium.js";
import { PdfError } from "./errors.js";

/** The browser that prints. */
export const findBrowser = (environment: Environment): string =>
  findChromium(environment, {
    use: "the PDF is printed by one",
    without: "Without --pdf and --summary the briefing is built as usual.",
  });

interface PrintRequest {
  readonly browser: string;
  /** The page: what it shows stands in it. */
  readonly html: string;
  /** The briefing's own; it replaces the time of printing in the file. */
  readonly date?: string;
  readonly signal: AbortSignal;
}

const limitMs = 180_000;

/** Prints a page as its style has it for A4; returns the content of the PDF. */
export async function printPdf({ browser, html, date, signal }: PrintRequest): Promise<Uint8Array> {
  const work = await mkdtemp(path.join(os.tmpdir(), "briefing-pdf-"));
  try {
    const printed = path.join(work, "page.pdf");
    const onPaper = path.join(work, "page.html");
    await writeFile(onPaper, forPaper(html));
    const child = spawn(
      browser,
      [
        ...chromiumFlags(path.join(work, "profile")),
        ...printing,
        `--print-to-pdf=${printed}`,
        pathToFileURL(onPaper).href,
      ],
      {
        stdio: ["ignore", "ignore", "pipe"],
        signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
        killSignal: "SIGKILL",
      },
    );
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-2000)));
    await once(child, "close").catch((error: unknown) => {
      signal.throwIfAborted();
      throw unprinted(browser, error instanceof Error ? error.message : String(error));
    });
    const content = await readFile(printed).catch(() => {
      throw unprinted(browser, said.trim());
    });
    return steadyPdf(content, date);
  } finally {
    // The browser's helpers may still be writing into the profile.
    await rm(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => undefined);
  }
}

/** Without scripts, so that drawings are the static ones, without links to files, which would name this machine; what the style prints of the folded is open. */
function forPaper(html: string): string {
  return html
    .replace(/<script\b[\s\S]*?<\/script>/g, "")
    .replace(/<details class="fold"( id="[^"]*")?>/g, '<details class="fold"$1 open>')
    .replace(/(<a\b[^>]*?) href="(?!#|https?:|mailto:)[^"]*"/g, "$1");
}

const printing = [
  "--no-pdf-header-footer",
  // The headings as bookmarks; a Chromium that does not know it leaves them out.
  "--generate-pdf-document-outline",
];

function unprinted(browser: string, said: string): PdfError {
  return new PdfError(`${browser} printed no PDF${said === "" ? "." : `:\n${said}`}`, {
    hint: "The briefing itself was written. Open briefing.html and print it, or set CHROMIUM to the path of another browser.",
  });
}

/**
 * Takes out of a PDF when it was printed, so that the same page printed by the same browser is the same file: the dates
 * become that of the briefing, as long as they were, for the file knows its parts by their offsets. So do the numbers that
 * Chromium gave to elements, which depend on its haste, and bookmarks that it wrote twice over.
 */
export function steadyPdf(pdf: Uint8Array, date: string | undefined): Uint8Array {
  const day = (date ?? "").replace(/-/g, "");
  const stamp = /^\d{8}$/.test(day) ? `${day}000000` : "20000101000000";
  // Latin-1 keeps every byte.
  const text = Buffer.from(pdf).toString("latin1");
  const numbers = [...new Set([...text.matchAll(elementId)].map(([, number = ""]) => number))].sort();
  const places = new Map(numbers.map((number, index) => [number, index + 1]));
  const steady = text
    // In their order: a tree in the file is sorted by them.
    .replace(elementId, (_, number: string) => `(node${String(places.get(number) ?? 0).padStart(8, "0")})`)
    .replace(
      /(\/(?:CreationDate|ModDate) ?\(D:)(\d{14})([^)]*\))/g,
      (_, before: string, _now: string, zone: string) => `${before}${stamp}${zone.replace(/\d/g, "0")}`,
    )
    .replace(doubledTitle, (_, before: string, once: string) => `${before}${once}${" ".repeat(once.length)})`)
    .replace(
      doubledWideTitle,
      (_, before: string, once: string) => `${before}${once}${"0020".repeat(once.length / 4)}>`,
    );
  return Buffer.from(steady, "latin1");
}

const elementId = /\(node(\d{8})\)/g;
/** A heading that moved to the next page stands twice in its bookmark; a short one may be meant so: 2020. */
const doubledTitle = /(\/Title \()([^()\\]{6,})\2\)/g;
/** The same in UTF-16. */
const doubledWideTitle = /(\/Title <FEFF)((?:[0-9A-F]{4}){6,})\2>/gi;
