import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { PdfError } from "../errors.js";
import { steadyPdf } from "./steady-pdf.js";

interface PrintRequest {
  readonly browser: string;
  /** The page, and the file to write. */
  readonly page: string;
  readonly pdf: string;
  /** The briefing's own, which the file bears instead of that of its printing. */
  readonly date?: string;
  readonly signal: AbortSignal;
}

const limitMs = 180_000;

/** Prints a page as its style has it for A4. */
export async function printPdf({ browser, page, pdf, date, signal }: PrintRequest): Promise<void> {
  const work = await mkdtemp(path.join(os.tmpdir(), "briefing-pdf-"));
  try {
    const printed = path.join(work, "page.pdf");
    const onPaper = path.join(work, "page.html");
    await writeFile(onPaper, forPaper(await readFile(page, "utf8")));
    const child = spawn(
      browser,
      [...flags(path.join(work, "profile")), `--print-to-pdf=${printed}`, pathToFileURL(onPaper).href],
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
    await mkdir(path.dirname(pdf), { recursive: true });
    const aside = `${pdf}.part`;
    await writeFile(aside, steadyPdf(content, date));
    await rename(aside, pdf);
  } finally {
    // The browser's helpers may still be writing into the profile.
    await rm(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => undefined);
  }
}

/** Without scripts, so that drawings are the static ones, without links to files, which would name this machine; what the style prints of the folded is open. */
function forPaper(html: string): string {
  return html
    .replace(/<script\b[\s\S]*?<\/script>/g, "")
    .replace(/<details class="fold">/g, '<details class="fold" open>')
    .replace(/(<a\b[^>]*?) href="(?!#|https?:|mailto:)[^"]*"/g, "$1");
}

function flags(profile: string): readonly string[] {
  return [
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
    // The headings as bookmarks; a Chromium that does not know it leaves them out.
    "--generate-pdf-document-outline",
    `--user-data-dir=${profile}`,
    // Chromium refuses its sandbox to the superuser, as containers have it.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ];
}

function unprinted(browser: string, said: string): PdfError {
  return new PdfError(`${browser} printed no PDF${said === "" ? "." : `:\n${said}`}`, {
    hint: "The briefing itself was written. Open briefing.html and print it, or let CHROMIUM name another browser.",
  });
}
