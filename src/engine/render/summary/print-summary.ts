import type { Html } from "../html/template.js";
import { PdfError } from "../errors.js";
import { printPdf } from "../pdf.js";
import { summaryPage, type Summary } from "./summary.js";

/** As large as it was designed, then smaller by steps, down to where it is still read with ease. */
const scales = [1, 0.95, 0.9, 0.85, 0.8];

interface PrintSettings {
  readonly browser: string;
  readonly date?: string;
  readonly signal: AbortSignal;
}

/** A PDF of two pages, in the largest type in which both sheets fit. */
export async function printSummary(summary: Summary, settings: PrintSettings): Promise<Uint8Array> {
  const print = (sheets: readonly Html[], scale: number) =>
    printPdf({ ...settings, html: summaryPage(summary, sheets, scale) });
  for (const scale of scales) {
    const pdf = await print(summary.sheets, scale);
    if (pageCount(pdf) <= summary.sheets.length) return pdf;
  }
  const least = scales.at(-1) ?? 1;
  const counts: number[] = [];
  for (const sheet of summary.sheets) counts.push(pageCount(await print([sheet], least)));
  throw tooLong(counts);
}

const pageCount = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString("latin1")
    .match(/\/Type ?\/Page(?![A-Za-z])/g)?.length ?? 0;

const contents = [
  {
    page: "The first page (headline, lead figure, findings)",
    shorten:
      "Name at most three chapters under firstPage.findings in briefing.yml, shorten their findings, or choose a lower lead figure.",
  },
  {
    page: "The second page (what is not known, the claims, sources)",
    shorten:
      "Shorten what is not known, choose a figure for firstPage.claims in briefing.yml, or a lower one, or list fewer editions in the data package.",
  },
] as const;

function tooLong(counts: readonly number[]): PdfError {
  const long = contents.filter((_, index) => (counts[index] ?? 0) > 1);
  const told = long.map(({ page }) => page).join(" and ") || "Its text";
  return new PdfError(
    `The summary does not fit on two pages. ${told} is too long, even in the smallest type.`,
    {
      hint: [...long.map(({ shorten }) => shorten), "The briefing itself was written."].join(" "),
    },
  );
}
