import type { Change, Comparison, Side } from "../comparison.js";
import { sameTextWords, withCompanions } from "./companions.js";
import { inert } from "./inert.js";
import { isSlim } from "../kinds/index.js";
import { changeLines } from "./terminal/change.js";
import {
  emptyLine,
  layOut,
  line,
  terminalStyle,
  type Line,
  type Style,
  type TerminalOptions,
} from "./terminal/style.js";
import { inputLines } from "./terminal/why.js";

/** A comparison for a person at a terminal: the summary first, then changes by their effect, then inputs and notes. */
export function formatTerminal(comparison: Comparison, options: TerminalOptions): string {
  const style = terminalStyle(options);
  return layOut(linesOf(inert(comparison), style), style);
}

function linesOf(comparison: Comparison, style: Style): readonly Line[] {
  const { summary, before, after, changes, notes } = comparison;
  const { nonDeterministic, withinTolerance } = summary;
  const { own, sameText, companions } = withCompanions(changes);
  const head = [
    line(0, style.strong(summary.line)),
    ...(nonDeterministic === 0 ? [] : [line(0, style.warning(warningOf(nonDeterministic)))]),
    ...(before.title === after.title ? [] : [line(0, `title: ${before.title} → ${after.title}`)]),
    line(0, style.removed(`--- ${sideText(before)}`)),
    line(0, style.added(`+++ ${sideText(after)}`)),
    ...(withinTolerance === 0 || changes.length === 0
      ? []
      : [line(0, style.muted(`${withinTolerance} more within the tolerance`))]),
  ];
  const inputs = inputLines(comparison, style);
  return [
    ...head,
    ...own.flatMap((change, index) => [
      ...(isSlim(change) && isLike(change, own[index - 1]) ? [] : [emptyLine]),
      ...changeLines(change, companions.get(change.key) ?? [], comparison, style),
    ]),
    ...(sameText.length === 0 ? [] : [emptyLine, line(0, style.muted(sameTextWords(sameText)), 4)]),
    ...(inputs.length === 0 ? [] : [emptyLine, ...inputs]),
    ...(notes.length === 0 ? [] : [emptyLine, line(0, style.strong("Notes"))]),
    ...notes.map((note) => line(2, note, 0)),
  ];
}

/** Whether two of one sort stand one after the other, as in a list. */
function isLike(change: Change, before: Change | undefined): boolean {
  return before !== undefined && before.kind === change.kind && before.status === change.status;
}

function warningOf(count: number): string {
  const which = count === 1 ? "1 change has" : `${count} changes have`;
  return `! ${which} no changed input: building twice gives different briefings. Look for "NOT DETERMINISTIC".`;
}

function sideText({ name, date }: Side): string {
  return date === undefined ? name : `${name} (${date})`;
}
