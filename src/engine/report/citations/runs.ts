import type { BibliographyEntry } from "../../../model/report.js";

type Run = BibliographyEntry["runs"][number];

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" };

/** The HTML that citeproc writes → runs of plain text: of its tags only italics count, of a work's fields none do. */
export function htmlRuns(html: string): readonly Run[] {
  const runs: Run[] = [];
  let depth = 0;
  for (const [piece] of html.matchAll(/<[^>]*>|[^<]+|</g)) {
    if (/^<\/?i>$/.test(piece)) depth += piece === "<i>" ? 1 : -1;
    if (/^<[^>]*>$/.test(piece)) continue;
    const text = decode(piece);
    const last = runs.at(-1);
    const style = depth > 0 ? ("italic" as const) : undefined;
    if (last !== undefined && last.style === style)
      runs[runs.length - 1] = { ...last, text: last.text + text };
    else runs.push(style === undefined ? { text } : { text, style });
  }
  return trimmed(runs);
}

function decode(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      return String.fromCodePoint(decimal === undefined ? parseInt(hex ?? "", 16) : Number(decimal));
    },
  );
}

function trimmed(runs: readonly Run[]): readonly Run[] {
  return runs
    .map((run, index) => {
      const left = index === 0 ? run.text.trimStart() : run.text;
      return { ...run, text: (index === runs.length - 1 ? left.trimEnd() : left).replace(/\s*\n\s*/g, " ") };
    })
    .filter(({ text }) => text !== "");
}
