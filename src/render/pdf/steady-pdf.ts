/**
 * Takes out of a PDF when it was printed, so that the same page printed by the same browser is the same file: the dates
 * become that of the briefing, as long as they were, for the file knows its parts by their offsets.
 */
export function steadyPdf(pdf: Uint8Array, date: string | undefined): Uint8Array {
  const day = (date ?? "").replace(/-/g, "");
  const stamp = /^\d{8}$/.test(day) ? `${day}000000` : "20000101000000";
  // Latin-1 keeps every byte.
  const text = Buffer.from(pdf).toString("latin1");
  const steady = text.replace(
    /(\/(?:CreationDate|ModDate) ?\(D:)(\d{14})([^)]*\))/g,
    (_, before: string, _now: string, zone: string) => `${before}${stamp}${zone.replace(/\d/g, "0")}`,
  );
  return Buffer.from(steady, "latin1");
}
