/** What a comparison reports to its reviewer, and what is wrong with that. */
import { diffBriefings } from "../../dist/engine/diff/diff-briefings.js";
import { formatMarkdown } from "../../dist/engine/diff/format/markdown.js";
import { outlineOf } from "../../dist/engine/diff/format/outline.js";
import { formatTerminal } from "../../dist/engine/diff/format/terminal.js";
import { isFolded } from "../../dist/engine/diff/rank.js";

const mostLines = { terminal: 60, comment: 25 };

export async function compare({ before, after, root }) {
  const request = { names: [before, after], cwd: root, root, output: after };
  const { comparison } = await diffBriefings(request);
  const brief = { all: "briefing diff --all" };
  const { entries, line } = outlineOf(comparison);
  return {
    comparison,
    entries,
    line,
    terminal: formatTerminal(comparison, { width: 100, colour: "off", brief }),
    comment: formatMarkdown(comparison, { command: "briefing diff" }).replaceAll(
      /<details>[\s\S]*?<\/details>/g,
      "",
    ),
  };
}

/** The first line on what lies behind an entry, as it is printed. */
function causeOf(entry) {
  const [first] = entry?.why ?? [];
  if (first === undefined || first.kind !== "line") return "";
  const words = first.spans.map(({ text }) => text).join("");
  return first.label === undefined ? words : `${first.label}: ${words}`;
}

const linesOf = (text) => text.split("\n").filter((line) => line !== "").length;

/**
 * `first`: key of the change that is reported first; null where nothing is reported but what folds away. `cause`: what is
 * printed as its cause, the whole of it. `shows`: what the terminal prints somewhere.
 */
/** @param {any} expected */
export function fault({ comparison, entries, terminal, comment }, expected) {
  const { first, cause = "", shows, nothing } = expected;
  if (nothing) return comparison.changes.length === 0 ? undefined : `reported: ${comparison.changes[0].key}`;
  const reported = entries.filter(({ weight }) => !isFolded(weight));
  const [top] = reported;
  const outOfOrder = entries.find(({ weight }, at) => at > 0 && weight.rank < entries[at - 1].weight.rank);
  if (outOfOrder !== undefined) return `${outOfOrder.change.key} stands after what matters less`;
  if (linesOf(terminal) > mostLines.terminal) return `the terminal's ${linesOf(terminal)} lines`;
  if (linesOf(comment) > mostLines.comment) return `the comment's ${linesOf(comment)} lines before its folds`;
  // Lines are as wide as a terminal.
  if (shows !== undefined && !terminal.replaceAll(/\s+/g, " ").includes(shows)) return `not shown: ${shows}`;
  if (first === null)
    return top === undefined ? undefined : `reported first: ${top.change.key}, expected nothing`;
  if (top?.change.key !== first) return `reported first: ${top?.change.key}, expected ${first}`;
  return causeOf(top) === cause
    ? undefined
    : `its cause: ${JSON.stringify(causeOf(top))}, expected ${JSON.stringify(cause)}`;
}
