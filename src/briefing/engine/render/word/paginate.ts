/**
 * On which page each heading of a Word document stands. Only a word processor lays out its pages, so an installed
 * LibreOffice converts the document to a PDF, whose bookmarks are the headings.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { findProgram, type Environment } from "../programs.js";

/** A heading in a document's order. */
export interface HeadingPage {
  readonly title: string;
  readonly page: number;
}

/** Undefined if the pages of a document cannot be found out. */
export type Paginate = (document: Uint8Array) => Promise<readonly HeadingPage[] | undefined>;

interface Limits {
  readonly signal: AbortSignal;
  readonly onWarning: (warning: string) => void;
}

const limitMs = 120_000;

/** Undefined if no LibreOffice is installed; throws if SOFFICE names none. */
export function findPaginator(
  environment: Environment,
): ((document: Uint8Array, limits: Limits) => ReturnType<Paginate>) | undefined {
  const program = findProgram(environment, {
    variable: "SOFFICE",
    example: "LibreOffice, for example /usr/bin/soffice",
    commands: ["soffice", "libreoffice"],
    applications: ["/Applications/LibreOffice.app/Contents/MacOS/soffice"],
  });
  return program === undefined ? undefined : (document, limits) => headingPages(program, document, limits);
}

async function headingPages(
  program: string,
  document: Uint8Array,
  { signal, onWarning }: Limits,
): Promise<readonly HeadingPage[] | undefined> {
  const folder = await mkdtemp(path.join(tmpdir(), "briefing-pages-"));
  try {
    const file = path.join(folder, "briefing.docx");
    await writeFile(file, document);
    // A profile of its own: a LibreOffice that is already open would take the document.
    const profile = `-env:UserInstallation=${pathToFileURL(path.join(folder, "profile")).href}`;
    const convert = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, file];
    await promisify(execFile)(program, [profile, ...convert], { signal, timeout: limitMs });
    const found = bookmarkPages(await readFile(path.join(folder, "briefing.pdf")));
    if (found === undefined) onWarning(withoutNumbers(program, "its PDF has no headings"));
    return found;
  } catch (error) {
    signal.throwIfAborted();
    onWarning(withoutNumbers(program, reasonOf(error)));
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of a program that failed: that it took too long, else what it said. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("killed" in error && error.killed === true) return `it took more than ${limitMs / 1000} seconds`;
  const said = "stderr" in error ? String(error.stderr).trim() : "";
  const [first = ""] = (said === "" ? error.message : said).split("\n");
  return first;
}

const withoutNumbers = (program: string, reason: string): string =>
  `The contents of the Word document have no page numbers, because ${program} could not lay it out: ${reason}. Press F9 in Word.`;

/** The bookmarks of a PDF as LibreOffice writes it: objects are not compressed, and in the order of the headings. */
export function bookmarkPages(pdf: Uint8Array): readonly HeadingPage[] | undefined {
  const text = Buffer.from(pdf).toString("latin1");
  const kids = /\/Type\s*\/Pages\b[^]*?\/Kids\s*\[([^\]]*)\]/.exec(text)?.[1];
  const pages = [...(kids ?? "").matchAll(/(\d+) 0 R/g)].map(([, object]) => object);
  const bookmarks = text.matchAll(/\/Title\s*<FEFF([0-9A-F]*)>\s*\/Dest\s*\[(\d+) 0 R/g);
  const found = [...bookmarks].map(([, title = "", object]) => ({
    title: Buffer.from(title, "hex").swap16().toString("utf16le"),
    page: pages.indexOf(object) + 1,
  }));
  return found.length === 0 || found.some(({ page }) => page === 0) ? undefined : found;
}
