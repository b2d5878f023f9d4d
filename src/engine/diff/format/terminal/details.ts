import type { Detail, Span } from "../../kinds/description.js";
import type { LineRun, TextRun } from "../../kinds/shapes.js";
import { clip, excerpt, hunkLines } from "../excerpts.js";
import { line, type Line, type Style } from "./style.js";

/** What is shown of a long list in all. */
const mostLines = 60;
const mostRows = 10;
const mostNames = 12;
const widestSpan = 160;
const widestCell = 60;

export function spansText(spans: readonly Span[], style: Style, most = widestSpan): string {
  return spans
    .map(({ text, mark }) => {
      const shown = text.length > most ? clip(text, most) : text;
      if (mark === "removed") return style.removed(shown);
      return mark === "added" ? style.added(shown) : shown;
    })
    .join("");
}

/** What differs, a line for each of its parts. */
export function detailLines(detail: Detail, style: Style): readonly Line[] {
  switch (detail.kind) {
    case "line":
      return [line(4, labelText(detail.label, style) + spansText(detail.spans, style))];
    case "words":
      return [line(4, labelText(detail.label, style) + runsText(detail.runs, style), detail.label ? 9 : 0)];
    case "names":
      return [namesLine(detail, style)];
    case "grid":
      return gridLines(detail, style);
    case "lines":
      return codeLines(detail.runs, style);
  }
}

function labelText(label: string | undefined, style: Style): string {
  return label === undefined ? "" : `${style.muted(`${label}:`)} `;
}

function runsText(runs: readonly TextRun[], style: Style): string {
  return excerpt(runs)
    .map(({ kind, text }) =>
      kind === "removed" ? style.removedWords(text) : kind === "added" ? style.addedWords(text) : text,
    )
    .join("")
    .trim();
}

/** `rows added: a; b; c and 5 more`. */
function namesLine({ label, mark, names }: Extract<Detail, { kind: "names" }>, style: Style): Line {
  const left = names.length - mostNames;
  const shown = names.slice(0, mostNames).map((name) => clip(name, widestCell));
  const all = `${label}: ${shown.join("; ")}`;
  return line(4, (mark ? style[mark](all) : all) + (left > 0 ? style.muted(` and ${left} more`) : ""));
}

/** A line for each first cell: `2022: Cups 10 → 12 +2 (+20.0 %) · Pots 4 → 5 +1 (+25.0 %)`. */
function gridLines({ rows, noun }: Extract<Detail, { kind: "grid" }>, style: Style): readonly Line[] {
  const groups = new Map<string, string[]>();
  for (const [first = [], ...rest] of rows) {
    const name = spansText(first, style, widestCell);
    const said = rest.map((cell) => spansText(cell, style, widestCell)).filter((text) => text !== "");
    groups.set(name, [...(groups.get(name) ?? []), said.join(" ")]);
  }
  const shown = [...groups].slice(0, mostRows);
  const left = rows.length - shown.reduce((sum, [, said]) => sum + said.length, 0);
  return [
    ...shown.map(([name, said]) => line(4, `${name}${style.muted(":")} ${said.join(style.muted(" · "))}`)),
    ...(left > 0 ? [more(left, noun, style)] : []),
  ];
}

function codeLines(runs: readonly LineRun[], style: Style): readonly Line[] {
  const all = hunkLines(runs).map((each): string => {
    if (each.kind === "skipped") return style.muted(`  ⋮ ${each.count} lines`);
    if (each.kind === "removed") return style.removed(`- ${each.text}`);
    return each.kind === "added" ? style.added(`+ ${each.text}`) : `  ${each.text}`;
  });
  const shown = all.slice(0, mostLines).map((each) => line(4, each, 4));
  return all.length > mostLines ? [...shown, more(all.length - mostLines, "line", style)] : shown;
}

/** What is left out is said. */
export function more(count: number, noun: string, style: Style): Line {
  return line(4, style.muted(`… ${count} more ${noun}${count === 1 ? "" : "s"} (--format json has all)`));
}
