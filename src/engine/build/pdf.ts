import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
import { shownPath } from "../../lib/shown-path.js";
import type { Report } from "../../model/report.js";
import type { Draw } from "../render/figure/draw.js";
import type { RenderedFile } from "../render/render-briefing.js";
import type { Overwrite } from "../render/write.js";
import { refuseFile, writeOwnFile, type Target } from "./own-file.js";

/** What is printed once the briefing has been written: the page, or two pages of summary. */
export interface Printing {
  readonly file: string;
  readonly print: (briefing: Printed) => Promise<void>;
}

/** A briefing that was written. */
interface Printed {
  readonly date: string | undefined;
  readonly signal: AbortSignal;
}

interface Rendered extends Printed {
  readonly report: Report;
  readonly files: readonly RenderedFile[];
  readonly draw: Draw;
}

export interface SummaryPrinting {
  readonly file: string;
  readonly print: (briefing: Rendered) => Promise<void>;
}

interface Place {
  readonly output: string;
  readonly overwrite: Overwrite;
}

/** By the option that makes them. */
const besidePage = { pdf: "briefing.pdf", summary: "summary.pdf", docx: "briefing.docx" } as const;

/**
 * Finds the browser before anything is executed, so that a missing one is reported at once. report.json does not list a
 * PDF: another version of the browser prints other bytes.
 */
export async function preparePdf(given: string | undefined, place: Place): Promise<Printing> {
  const { target, browser } = await prepare("pdf", given, place);
  return {
    file: target.file,
    print: async ({ date, signal }) => {
      const { printing } = await import("../render/pdf.js");
      const html = await readFile(path.join(place.output, "briefing.html"), "utf8");
      const settings = { browser, signal, ...(date !== undefined && { date }) };
      await writeOwnFile(target, await printing(settings, (print) => print(html)));
    },
  };
}

/** The same for the summary, which is made from the report rather than from the page. */
export async function prepareSummary(given: string | undefined, place: Place): Promise<SummaryPrinting> {
  const { target, browser } = await prepare("summary", given, place);
  return {
    file: target.file,
    print: async ({ report, files, draw, date, signal }) => {
      const { printing } = await import("../render/pdf.js");
      const { summaryOf } = await import("../render/summary/summary.js");
      const { printSummary } = await import("../render/summary/print-summary.js");
      const reportHash = sha256(files.find((file) => file.path === "report.json")?.content ?? "");
      const summary = await summaryOf(report, { draw, reportHash });
      const settings = { browser, signal, ...(date !== undefined && { date }) };
      await writeOwnFile(target, await printing(settings, (print) => printSummary(summary, print)));
    },
  };
}

async function prepare(kind: "pdf" | "summary", given: string | undefined, { output, overwrite }: Place) {
  const file = given === undefined ? path.join(output, besidePage[kind]) : path.resolve(given);
  const target: Target = { file, overwrite, hint: `Name another file: --${kind} FILE` };
  const { findBrowser } = await import("../render/pdf.js");
  await refuseFile(target);
  return { target, browser: findBrowser(process.env) };
}

/**
 * What to say of files beside the page that were made from an older one. They are a person's files: nobody removes them,
 * and without a browser nobody can print them again.
 */
export async function olderCopies(
  output: string,
  made: readonly (string | undefined)[],
): Promise<readonly string[]> {
  const page = await modified(path.join(output, "briefing.html"));
  const warnings: string[] = [];
  for (const [option, name] of Object.entries(besidePage)) {
    const file = path.join(output, name);
    const copy = made.includes(file) ? undefined : await modified(file);
    if (copy !== undefined && page !== undefined && copy < page)
      warnings.push(
        `${shownPath(file)} is older than the page beside it: make it again with --${option}, or remove it.`,
      );
  }
  return warnings;
}

async function modified(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.mtimeMs;
}
