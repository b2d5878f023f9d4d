import type { LineRun, TextChange, TextRun } from "../../contract/text.js";
import { excerpt, hunkLines } from "../excerpts.js";
import type { Span } from "../telling/contract.js";
import { line, type Line, type Style } from "./style.js";

/** Lines of code or output that are shown in all. */
const mostLines = 60;

export function spansText(spans: readonly Span[], style: Style): string {
  return spans
    .map(({ text, mark }) =>
      mark === "removed" ? style.removed(text) : mark === "added" ? style.added(text) : text,
    )
    .join("");
}

export function runsText(runs: readonly TextRun[], style: Style): string {
  return excerpt(runs)
    .map(({ kind, text }) =>
      kind === "removed" ? style.removedWords(text) : kind === "added" ? style.addedWords(text) : text,
    )
    .join("")
    .trim();
}

/** `caption  … words …`, a line for each field. */
export function textLines(texts: readonly TextChange[], style: Style): readonly Line[] {
  return texts.map(({ field, runs }) =>
    line(4, `${style.muted(field.padEnd(8))} ${runsText(runs, style)}`, 9),
  );
}

export function codeLines(runs: readonly LineRun[], style: Style): readonly Line[] {
  const all = hunkLines(runs).map((each): string => {
    if (each.kind === "skipped") return style.muted(`  ⋮ ${each.count} lines`);
    if (each.kind === "removed") return style.removed(`- ${each.text}`);
    return each.kind === "added" ? style.added(`+ ${each.text}`) : `  ${each.text}`;
  });
  const shown = all.slice(0, mostLines).map((each) => line(4, each, 4));
  return all.length > mostLines ? [...shown, more(all.length - mostLines, "line", style)] : shown;
}

/** What is left out is said. */
export function more(count: number, noun: string, style: Style, indent = 4): Line {
  return line(
    indent,
    style.muted(`… ${count} more ${noun}${count === 1 ? "" : "s"} (--format json has all)`),
  );
}
