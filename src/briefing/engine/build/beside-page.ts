/** Optional files beside the page, in one table by option. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
import { shownPath } from "../../lib/shown-path.js";
import { UsageError } from "../../model/errors.js";
import type { Report } from "../../model/report.js";
import type { Draw } from "../render/figure/draw.js";
import type { RenderedFile } from "../render/render-briefing.js";
import type { Overwrite } from "../render/write.js";
import { refuseFile, writeOwnFile, type Target } from "./output-file.js";
import { realPath } from "./path-checks.js";

interface RenderedBriefing {
  readonly report: Report;
  readonly files: readonly RenderedFile[];
  readonly draw: Draw;
  readonly signal: AbortSignal;
  /** Called if a file is written, but lacks something. */
  readonly onWarning: (warning: string) => void;
}

interface Kind {
  readonly fileName: string;
  /** Checks its requirements before anything is executed, so that a missing browser is reported at once. */
  readonly prepare: () => Promise<(briefing: RenderedBriefing) => Promise<Uint8Array>>;
}

const kinds = {
  pdf: {
    fileName: "briefing.pdf",
    prepare: async () => {
      const { findBrowser, printing } = await import("../render/pdf.js");
      const browser = findBrowser(process.env);
      return ({ report, files, signal }) =>
        printing({ browser, signal, date: report.date }, (print) =>
          print(String(contentOf("briefing.html", files))),
        );
    },
  },
  summary: {
    fileName: "summary.pdf",
    prepare: async () => {
      const { findBrowser, printing } = await import("../render/pdf.js");
      const browser = findBrowser(process.env);
      return async ({ report, files, draw, signal }) => {
        const { printSummary, summaryOf } = await import("../render/summary/summary.js");
        const reportHash = sha256(contentOf("report.json", files));
        const summary = await summaryOf(report, draw, reportHash);
        return printing({ browser, signal, date: report.date }, (print) => printSummary(summary, print));
      };
    },
  },
  docx: {
    fileName: "briefing.docx",
    prepare: async () => {
      const { findPaginator } = await import("../render/word/paginate.js");
      const paginate = findPaginator(process.env);
      return async ({ report, draw, signal, onWarning }) => {
        const { pageWord } = await import("../render/word/page.js");
        return pageWord(report, draw, paginate && ((document) => paginate(document, { signal, onWarning })));
      };
    },
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type BesidePage = keyof typeof kinds;
const names = Object.keys(kinds) as readonly BesidePage[];

/** The requested files; in the output folder under their usual names unless another path is given. */
export type BesidePageOptions = { readonly [Name in BesidePage]?: { readonly file?: string } };
export type BesidePageFiles = { readonly [Name in BesidePage]?: string };

export interface PreparedFile {
  readonly name: BesidePage;
  readonly file: string;
  readonly make: (briefing: RenderedBriefing) => Promise<void>;
}

/** Rejects files that cannot be written, and two with the same path, before anything is executed. */
export async function prepareBesidePage(
  options: BesidePageOptions,
  { output, overwrite }: { readonly output: string; readonly overwrite: Overwrite },
): Promise<readonly PreparedFile[]> {
  const prepared: PreparedFile[] = [];
  for (const name of names) {
    if (options[name] === undefined) continue;
    const { file: given } = options[name];
    const file = given === undefined ? path.join(output, kinds[name].fileName) : path.resolve(given);
    const target: Target = { file, overwrite, hint: `Name another file: --${name} FILE` };
    await refuseFile(target);
    const other = prepared.find((each) => realPath(each.file) === realPath(file));
    if (other !== undefined)
      throw new UsageError(`--${other.name} and --${name} name one file: ${file}.`, { hint: target.hint });
    const make = await kinds[name].prepare();
    prepared.push({ name, file, make: async (briefing) => writeOwnFile(target, await make(briefing)) });
  }
  return prepared;
}

const contentOf = (name: string, files: readonly RenderedFile[]): string | Uint8Array =>
  files.find((file) => file.path === name)?.content ?? "";

/**
 * A warning for each such file that is older than the page and is not written this time. They are not removed: users
 * may need them, and without a browser they could not be printed again.
 */
export async function olderCopies(output: string, made: readonly string[]): Promise<readonly string[]> {
  const page = await modified(path.join(output, "briefing.html"));
  const warnings: string[] = [];
  for (const name of names) {
    const file = path.join(output, kinds[name].fileName);
    const copy = made.includes(file) ? undefined : await modified(file);
    if (copy !== undefined && page !== undefined && copy < page)
      warnings.push(
        `${shownPath(file)} is older than the page beside it: make it again with --${name}, or remove it.`,
      );
  }
  return warnings;
}

async function modified(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.mtimeMs;
}
