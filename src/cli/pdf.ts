import path from "node:path";

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
  const { findBrowser } = await import("../render/pdf/browser.js");
  const { printPdf } = await import("../render/pdf/print-pdf.js");
  const browser = findBrowser(process.env);
  const pdf = given === true ? path.join(output, "briefing.pdf") : path.resolve(given);
  const page = path.join(output, "briefing.html");
  return {
    file: pdf,
    print: (date, signal) => printPdf({ browser, page, pdf, signal, ...(date !== undefined && { date }) }),
  };
}
