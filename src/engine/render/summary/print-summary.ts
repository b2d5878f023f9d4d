import type { Html } from "../html/template.js";
import { PdfError } from "../errors.js";
import type { Print } from "../pdf.js";
import { summaryPage, type Summary } from "./summary.js";

/** As large as it was designed, then smaller by steps, down to where it is still read with ease. */
const scales = [1, 0.95, 0.9, 0.85, 0.8];

/** A PDF of two pages, in the largest type in which both sheets fit. */
export async function printSummary(summary: Summary, print: Print): Promise<Uint8Array> {
  const sized = (sheets: readonly Html[], scale: number) => print(summaryPage(summary, sheets, scale));
  for (const scale of scales) {
    const pdf = await sized(summary.sheets, scale);
    if (pageCount(pdf) <= summary.sheets.length) return pdf;
  }
  const least = scales.at(-1) ?? 1;
  const counts: number[] = [];
  for (const sheet of summary.sheets) counts.push(pageCount(await sized([sheet], least)));
  throw tooLong(counts);
}

/** Browsers write each page of a PDF in the open; one that hid them would leave nothing to count. */
function pageCount(pdf: Uint8Array): number {
  const pages = Buffer.from(pdf)
    .toString("latin1")
    .match(/\/Type ?\/Page(?![A-Za-z])/g);
  if (pages !== null) return pages.length;
  throw new PdfError("The pages of the summary cannot be counted: this browser writes PDFs in another way.", {
    hint: "Set CHROMIUM to the path of another browser. The briefing itself was written.",
  });
}

const contents = [
  {
    page: "the first page (headline, lead figure, findings)",
    shorten:
      "Name at most three chapters under firstPage.findings in briefing.yml, shorten their findings, or choose a lower lead figure.",
  },
  {
    page: "the second page (what is not known, the claims, sources)",
    shorten:
      "Shorten what is not known, choose a figure for firstPage.claims in briefing.yml, or a lower one, or list fewer editions in the data package.",
  },
] as const;

function tooLong(counts: readonly number[]): PdfError {
  const long = contents.filter((_, index) => (counts[index] ?? 0) > 1);
  const pages = long.map(({ page }) => page).join(", and ") || "its text";
  const are = long.length > 1 ? "are" : "is";
  return new PdfError(
    `The summary does not fit on two pages: ${pages} ${are} too long, even in the smallest type.`,
    {
      hint: [...long.map(({ shorten }) => shorten), "The briefing itself was written."].join(" "),
    },
  );
}
