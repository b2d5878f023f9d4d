/** The page as a PDF, printed by the installed Chromium. */
import { browserFile } from "./html/browser-script.js";
import { findChromium, pageAddress, withChromium } from "./chromium.js";
import type { Environment } from "./programs.js";

export const findBrowser = (environment: Environment): string =>
  findChromium(environment, {
    use: "the PDF is printed by one",
    without: "Without --pdf and --summary the briefing is built as usual.",
  });

/** Makes a PDF of a page whose HTML contains everything it shows. */
export type Print = (html: string) => Promise<Uint8Array>;

export interface PrintSettings {
  readonly browser: string;
  /** The briefing's date, which replaces the time of printing in the file. */
  readonly date: string | undefined;
  readonly signal: AbortSignal;
}

const limitMs = 180_000;
/** A4 within its margins, in CSS pixels. */
const sheet = { width: 658, height: 979 };

/** Provides `work` with an installed browser that prints pages as their style defines for A4. */
export function printing(
  { browser: program, date, signal }: PrintSettings,
  work: (print: Print) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  return withChromium(program, { signal, limitMs }, async (browser) => {
    const page = await browser.newPage();
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize(sheet);
    let html = "";
    await page.route("**", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
    return work(async (given) => {
      html = forPaper(given);
      await page.goto(pageAddress);
      await page.evaluate("document.fonts.ready.then(() => undefined)");
      await page.evaluate(browserFile("paper"));
      const pdf = await page.pdf({
        printBackground: true,
        preferCSSPageSize: true,
        tagged: true,
        // The headings as bookmarks.
        outline: true,
      });
      return deterministicPdf(pdf, date);
    });
  });
}

/** Removes scripts (drawings stay static) and file links (which would name this machine); opens printed folds. */
export function forPaper(html: string): string {
  return html
    .replace(/<script\b[\s\S]*?<\/script>/g, "")
    .replace(/<details class="fold"( id="[^"]*")?>/g, '<details class="fold"$1 open>')
    .replace(/(<article class="claim [^>]*>\n<details)>/g, "$1 open>")
    .replace(/(<a\b[^>]*?) href="(?!#|https?:|mailto:)[^"]*"/g, "$1");
}

/**
 * Removes from a PDF everything that changes between prints of the same page by the same browser: dates become the
 * briefing's, in the same length, because the file refers to its parts by offset. Chromium's ids of elements, which
 * depend on timing, are renumbered, and duplicated bookmark titles are fixed.
 */
export function deterministicPdf(pdf: Uint8Array, date: string | undefined): Uint8Array {
  const day = (date ?? "").replace(/-/g, "");
  const stamp = /^\d{8}$/.test(day) ? `${day}000000` : "20000101000000";
  // Latin-1 keeps every byte.
  const text = Buffer.from(pdf).toString("latin1");
  const numbers = [...new Set([...text.matchAll(elementId)].map(([, number = ""]) => number))].sort();
  const places = new Map(numbers.map((number, index) => [number, index + 1]));
  const replaced = text
    // Numbered in order: a tree in the file is sorted by them.
    .replace(elementId, (_, number: string) => `(node${String(places.get(number) ?? 0).padStart(8, "0")})`)
    .replace(
      /(\/(?:CreationDate|ModDate) ?\(D:)(\d{14})([^)]*\))/g,
      (_, before: string, _now: string, zone: string) => `${before}${stamp}${zone.replace(/\d/g, "0")}`,
    )
    .replace(doubledTitle, (_, before: string, once: string) => `${before}${once}${" ".repeat(once.length)})`)
    .replace(
      doubledWideTitle,
      (_, before: string, once: string) => `${before}${once}${"0020".repeat(once.length / 4)}>`,
    );
  return Buffer.from(replaced, "latin1");
}

const elementId = /\(node(\d{8})\)/g;
/** A heading moved to the next page has its bookmark title doubled; a short doubled one may be intended: 2020. */
const doubledTitle = /(\/Title \()([^()\\]{6,})\2\)/g;
/** The same in UTF-16. */
const doubledWideTitle = /(\/Title <FEFF)((?:[0-9A-F]{4}){6,})\2>/gi;
