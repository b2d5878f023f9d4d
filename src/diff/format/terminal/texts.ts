import type { LineRun, TextChange, TextRun } from "../../contract/text.js";
import { line, type Line, type Style } from "./style.js";

/** Words that stay are shown so far around those that changed. */
const around = 70;
/** Lines of code or output that stay are shown so many around those that changed, and so many in all. */
const nearby = 2;
const mostLines = 60;

export function clip(text: string, most: number): string {
  const words = text.replace(/\s+/g, " ").trim();
  return words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`;
}

/** One paragraph: what went, what came, and as much of the rest as it takes to know the place. */
export function runsText(runs: readonly TextRun[], style: Style): string {
  return runs
    .map((run, index) => {
      if (run.kind === "value") return run.was === run.is ? run.is : replaced(run.was, run.is, style);
      const text = run.text.replace(/\n\s*\n\s*/g, " ¶ ").replace(/\s+/g, " ");
      if (run.kind === "removed") return style.removedWords(text);
      if (run.kind === "added") return style.addedWords(text);
      return excerpt(text, index === 0 ? "end" : index === runs.length - 1 ? "start" : "both");
    })
    .join("")
    .trim();
}

function replaced(was: string, is: string, style: Style): string {
  return `${style.removedWords(was)}${style.addedWords(is)}`;
}

function excerpt(text: string, keep: "start" | "end" | "both"): string {
  if (text.length <= (keep === "both" ? 2 : 1) * around + 20) return text;
  const head = text.slice(0, text.lastIndexOf(" ", around) + 1);
  const tail = text.slice(text.indexOf(" ", text.length - around));
  return `${keep === "end" ? "" : head}…${keep === "start" ? "" : tail}`;
}

/** `caption  … words …`, a line for each field. */
export function textLines(texts: readonly TextChange[], style: Style): readonly Line[] {
  return texts.map(({ field, runs }) =>
    line(4, `${style.muted(field.padEnd(8))} ${runsText(runs, style)}`, 9),
  );
}

/** Lines of code or output as in a unified diff, without those far from every change. */
export function codeLines(runs: readonly LineRun[], style: Style): readonly Line[] {
  const all = runs.flatMap(({ kind, lines }, index): readonly string[] => {
    if (kind === "removed") return lines.map((each) => style.removed(`- ${each}`));
    if (kind === "added") return lines.map((each) => style.added(`+ ${each}`));
    const [isFirst, isLast] = [index === 0, index === runs.length - 1];
    const head = isFirst ? 0 : nearby;
    const tail = isLast ? 0 : nearby;
    if (lines.length <= head + tail + 1) return lines.map((each) => `  ${each}`);
    const left = lines.length - head - tail;
    return [
      ...lines.slice(0, head).map((each) => `  ${each}`),
      style.muted(`  ⋮ ${left} lines`),
      ...lines.slice(lines.length - tail).map((each) => `  ${each}`),
    ];
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
