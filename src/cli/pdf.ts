import { stat } from "node:fs/promises";
import path from "node:path";
import { refusePdfTarget } from "./refuse-target.js";

/** The page as a PDF, once it has been written. */
export interface Printing {
  readonly file: string;
  readonly print: (date: string | undefined, signal: AbortSignal) => Promise<void>;
}

/**
 * Finds the browser before anything is executed: a missing one is told at once. The PDF is none of the files that
 * report.json lists: another version of the browser prints other bytes.
 */
export async function preparePdf(given: string | true, output: string): Promise<Printing> {
  const { findBrowser, printPdf } = await import("../engine/render/pdf.js");
  const pdf = given === true ? besidePage(output) : path.resolve(given);
  await refusePdfTarget(pdf);
  const browser = findBrowser(process.env);
  const page = path.join(output, "briefing.html");
  return {
    file: pdf,
    print: async (date, signal) => {
      // A page of this name may have been written meanwhile.
      await refusePdfTarget(pdf);
      await printPdf({ browser, page, pdf, signal, ...(date !== undefined && { date }) });
    },
  };
}

const besidePage = (output: string): string => path.join(output, "briefing.pdf");

/**
 * What to say of a PDF beside the page that was printed from an older one; undefined where there is none. It is a
 * person's file: nobody removes it, and without a browser nobody can renew it.
 */
export async function olderPdf(output: string, printing?: Printing): Promise<string | undefined> {
  const file = besidePage(output);
  if (printing?.file === file) return undefined;
  const [pdf, page] = await Promise.all([file, path.join(output, "briefing.html")].map(modified));
  if (pdf === undefined || page === undefined || pdf >= page) return undefined;
  const name = path.relative(process.cwd(), file);
  return `${name} is older than the page beside it: print it again with --pdf, or remove it.`;
}

async function modified(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return undefined;
  }
}
