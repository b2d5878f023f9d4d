import { stat } from "node:fs/promises";
import path from "node:path";
import { shownPath } from "../../lib/shown-path.js";
import type { Overwrite } from "../render/write.js";
import { refuseFile, writeOwnFile } from "./own-file.js";

/** The page as a PDF, once it has been written. */
export interface Printing {
  readonly file: string;
  readonly print: (date: string | undefined, signal: AbortSignal) => Promise<void>;
}

const besidePage = (output: string): string => path.join(output, "briefing.pdf");

/**
 * Finds the browser before anything is executed, so that a missing one is reported at once. report.json does not list the
 * PDF: another version of the browser prints other bytes.
 */
export async function preparePdf(
  given: string | undefined,
  { output, overwrite }: { readonly output: string; readonly overwrite: Overwrite },
): Promise<Printing> {
  const file = given === undefined ? besidePage(output) : path.resolve(given);
  const target = { file, overwrite, hint: "Name another file: --pdf FILE" };
  const { findBrowser, printPdf } = await import("../render/pdf.js");
  await refuseFile(target);
  const browser = findBrowser(process.env);
  const page = path.join(output, "briefing.html");
  return {
    file,
    print: async (date, signal) => {
      await writeOwnFile(
        target,
        await printPdf({ browser, page, signal, ...(date !== undefined && { date }) }),
      );
    },
  };
}

/**
 * What to say of a PDF beside the page that was printed from an older one; undefined where there is none. It is a
 * person's file: nobody removes it, and without a browser nobody can renew it.
 */
export async function olderPdf(output: string, printed: string | undefined): Promise<string | undefined> {
  const file = besidePage(output);
  if (printed === file) return undefined;
  const [pdf, page] = await Promise.all([file, path.join(output, "briefing.html")].map(modified));
  if (pdf === undefined || page === undefined || pdf >= page) return undefined;
  return `${shownPath(file)} is older than the page beside it: print it again with --pdf, or remove it.`;
}

async function modified(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.mtimeMs;
}
