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

/** Beside the page where a person asks for them. */
const copies = [
  { name: "briefing.pdf", again: "print it again with --pdf" },
  { name: "briefing.docx", again: "write it again with --docx" },
] as const;

/**
 * What to say of a PDF or a Word document that was made from an older page than the one beside it. It is a person's
 * file: nobody removes it.
 */
export async function olderCopies(
  output: string,
  made: readonly (string | undefined)[],
): Promise<readonly string[]> {
  const page = await modified(path.join(output, "briefing.html"));
  if (page === undefined) return [];
  const older = await Promise.all(
    copies.map(async ({ name, again }) => {
      const file = path.join(output, name);
      const copy = made.includes(file) ? undefined : await modified(file);
      if (copy === undefined || copy >= page) return [];
      return [`${shownPath(file)} is older than the page beside it: ${again}, or remove it.`];
    }),
  );
  return older.flat();
}

async function modified(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.mtimeMs;
}
