import type { Change, Comparison } from "../../comparison.js";
import { describe, isSlim } from "../../kinds/index.js";
import { weightOf } from "../../rank.js";
import { companionWords } from "../companions.js";
import { clip } from "../excerpts.js";
import { detailLines, spansText } from "./details.js";
import { line, type Line, type Style } from "./style.js";
import { whyLines } from "./why.js";

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
