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

const limitMs = 120_000;

/** Undefined if no LibreOffice is installed. */
export function findPaginator(environment: Environment, signal: AbortSignal): Paginate | undefined {
  const program = findProgram(environment, {
    variable: "SOFFICE",
    example: "LibreOffice, for example /usr/bin/soffice",
    commands: ["soffice", "libreoffice"],
    applications: ["/Applications/LibreOffice.app/Contents/MacOS/soffice"],
  });
  return program === undefined ? undefined : (document) => headingPages(program, document, signal);
}

async function headingPages(
  program: string,
  document: Uint8Array,
  signal: AbortSignal,
): Promise<readonly HeadingPage[] | undefined> {
  const folder = await mkdtemp(path.join(tmpdir(), "briefing-pages-"));
  try {
    const file = path.join(folder, "briefing.docx");
    await writeFile(file, document);
    // A profile of its own: a LibreOffice that is already open would take the document.
    const profile = `-env:UserInstallation=${pathToFileURL(path.join(folder, "profile")).href}`;
    const convert = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, file];
    await promisify(execFile)(program, [profile, ...convert], { signal, timeout: limitMs });
    return bookmarkPages(await readFile(path.join(folder, "briefing.pdf")));
  } catch {
    signal.throwIfAborted();
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

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
