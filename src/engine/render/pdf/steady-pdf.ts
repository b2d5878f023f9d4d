/**
 * Takes out of a PDF when it was printed, so that the same page printed by the same browser is the same file: the dates
 * become that of the briefing, as long as they were, for the file knows its parts by their offsets. So do bookmarks that
 * Chromium wrote twice over.
 */
export function steadyPdf(pdf: Uint8Array, date: string | undefined): Uint8Array {
  const day = (date ?? "").replace(/-/g, "");
  const stamp = /^\d{8}$/.test(day) ? `${day}000000` : "20000101000000";
  // Latin-1 keeps every byte.
  const text = Buffer.from(pdf).toString("latin1");
  const steady = text
    .replace(
      /(\/(?:CreationDate|ModDate) ?\(D:)(\d{14})([^)]*\))/g,
      (_, before: string, _now: string, zone: string) => `${before}${stamp}${zone.replace(/\d/g, "0")}`,
    )
    .replace(doubledTitle, (_, before: string, once: string) => `${before}${once}${" ".repeat(once.length)})`)
    .replace(
      doubledWideTitle,
      (_, before: string, once: string) => `${before}${once}${"0020".repeat(once.length / 4)}>`,
    );
  return Buffer.from(steady, "latin1");
}

/** A heading that moved to the next page is told twice in its bookmark; a short one may well say so itself: 2020. */
const doubledTitle = /(\/Title \()([^()\\]{6,})\2\)/g;
/** The same in UTF-16. */
const doubledWideTitle = /(\/Title <FEFF)((?:[0-9A-F]{4}){6,})\2>/gi;
