import type { Change, Comparison, Side } from "../comparison.js";
import { isSlim, describe } from "../kinds/index.js";
import { weightOf } from "../rank.js";
import { sameTextWords, withCompanions, companionWords } from "./companions.js";
import { inert, clip } from "./excerpts.js";
import { detailLines, spansText } from "./terminal/details.js";
import {
  emptyLine,
  layOut,
  line,
  terminalStyle,
  type Line,
  type Style,
  type TerminalOptions,
} from "./terminal/style.js";
import { inputLines, whyLines } from "./terminal/why.js";

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

const signs = { added: "+", removed: "-", changed: "~" } as const;

/** One change: its head, what differs, where it stands, why; then what came or went with it. */
export function changeLines(
  change: Change,
  companions: readonly Change[],
  comparison: Comparison,
  style: Style,
): readonly Line[] {
  const { label, title, head, details } = describe(change);
  const paint = { added: style.added, removed: style.removed, changed: style.notable }[change.status];
  // A verdict that flipped comes first and is loud.
  const sign =
    weightOf(change).rank === 0 ? style.grave(`! ${label}`) : paint(`${signs[change.status]} ${label}`);
  const name = title === "" || title === change.id ? "" : clip(title, 200);
  const isInHead = isSlim(change) && head.length === 0;
  const what = isInHead ? name : spansText(head, style);
  return [
    line(0, `${sign}  ${style.strong(change.id)}${what === "" ? "" : `  ${what}`}`, 4),
    ...(name === "" || isInHead ? [] : [line(4, style.muted(name), 0)]),
    ...details.flatMap((detail) => detailLines(detail, style)),
    ...placeLines(change, style),
    ...(companions.length === 0 ? [] : [line(4, `${style.muted("with it:")} ${companionWords(companions)}`)]),
    ...whyLines(change, comparison, style),
  ];
}

function placeLines({ before, after }: Change, style: Style): readonly Line[] {
  const place = after ?? before;
  if (place === undefined || place.cell === "") return [];
  const words = `in "${clip(place.sectionTitle, 60)}", cell ${place.cell} of ${place.notebook}`;
  return [line(4, style.muted(words))];
}
