import type { Change, ClaimChange, Comparison, Location, ValueChange } from "../../contract.js";
import { companionWords } from "../companions.js";
import { kindName } from "../kind-names.js";
import { pictureWords } from "../telling/image.js";
import { findingMoved, isFlip } from "../telling/describe.js";
import { isSentence, sentenceRuns, valueSpans } from "../telling/value.js";
import { figureLines } from "./figure.js";
import { line, type Line, type Style } from "./style.js";
import { tableLines } from "./table.js";
import { clip } from "../excerpts.js";
import { codeLines, runsText, spansText, textLines } from "./texts.js";
import { whyLines } from "./why.js";

/** One change: its head, what differs, where it stands, why; then what came or went with it. */
export function changeLines(
  change: Change,
  companions: readonly Change[],
  comparison: Comparison,
  style: Style,
): readonly Line[] {
  return [
    line(0, headOf(change, style), 4),
    ...titleLines(change, style),
    ...detailLines(change, style),
    ...standingLines(change, style),
    ...companionLines(companions, style),
    ...whyLines(change, comparison, style),
  ];
}

function headOf(change: Change, style: Style): string {
  const { kind, status, id } = change;
  const name = kindName(kind);
  if (isFlip(change)) {
    const { was = "none", is = "none" } = change.verdictWords ?? {};
    return `${style.grave(`! verdict flipped`)}  ${style.strong(id)}  ${style.removed(was)} → ${style.added(is)}`;
  }
  const label =
    status === "added"
      ? style.added(`+ ${name} added`)
      : status === "removed"
        ? style.removed(`- ${name} removed`)
        : style.notable(`~ ${name}`);
  const what = change.kind === "value" ? valueText(change, style) : facts(change);
  return `${label}  ${style.strong(id)}${what === "" ? "" : `  ${what}`}`;
}

/** Whether its head says all there is to say. */
export function isSlim({ kind, status }: Change): boolean {
  return status !== "changed" && ["citation", "source", "indicator", "value"].includes(kind);
}

function facts(change: Change): string {
  if (isSlim(change)) return clip(change.title, 160);
  if (change.kind === "front-matter") return `${change.was ?? "none"} → ${change.is ?? "none"}`;
  if (change.kind !== "claim") return "";
  const { was, is } = change.verdictWords ?? {};
  return was === undefined || is === undefined ? (is ?? was ?? "") : `${was} → ${is}`;
}

function valueText(change: ValueChange, style: Style): string {
  const runs = sentenceRuns(change);
  if (runs.length > 0) return runsText(runs, style);
  const { was, is, delta } = change;
  const texts = spansText(valueSpans(change), style);
  return was === undefined || is === undefined || delta === undefined ? texts : `${texts}  ${delta.text}`;
}

function titleLines(change: Change, style: Style): readonly Line[] {
  const { kind, title, id } = change;
  const isSaid =
    title === id ||
    kind === "front-matter" ||
    kind === "prose" ||
    (change.kind === "first-page" && change.runs.length > 0) ||
    (kind !== "value" && isSlim(change));
  if (title === "" || isSaid || (change.kind === "value" && isSentence(change))) return [];
  return [line(4, style.muted(clip(title, 200)), 0)];
}

function detailLines(change: Change, style: Style): readonly Line[] {
  switch (change.kind) {
    case "value":
      return valueLines(change);
    case "claim":
      return claimLines(change, style);
    case "table":
      return [...tableLines(change, style), ...textLines(change.texts, style)];
    case "figure":
      return figureLines(change, style);
    case "first-page":
      return [
        ...(change.runs.length === 0 ? [] : [line(4, runsText(change.runs, style), 0)]),
        ...(change.figure === undefined
          ? []
          : [line(4, `figure: ${change.figure.was ?? "none"} → ${change.figure.is ?? "none"}`)]),
      ];
    case "prose":
      return change.runs.length === 0 ? [] : [line(4, runsText(change.runs, style), 0)];
    case "code":
    case "output":
      return codeLines(change.lines, style);
    case "image":
      return [
        ...(change.picture === "differs" ? [line(4, pictureWords(change))] : []),
        ...textLines(change.texts, style),
      ];
    case "section":
      return [
        ...(change.status === "changed" && change.order.was !== change.order.is
          ? [line(4, `chapter ${ordinal(change.order.was)} → ${ordinal(change.order.is)}`)]
          : []),
        ...textLines(change.texts, style),
      ];
    case "citation":
    case "source":
    case "indicator":
      return textLines(change.texts, style);
    case "front-matter":
      return [];
  }
}

const ordinal = (place: number | undefined): string => (place === undefined ? "none" : String(place + 1));

function valueLines({ aspects, was, is, status }: ValueChange): readonly Line[] {
  if (status !== "changed" || was === undefined || is === undefined) return [];
  return (["format", "unit", "precision", "source", "expression"] as const)
    .filter((aspect) => aspects.includes(aspect))
    .map((aspect) =>
      line(4, `${aspect}: ${clip(was[aspect] ?? "none", 120)} → ${clip(is[aspect] ?? "none", 120)}`),
    );
}

function claimLines({ parts, texts, chapter }: ClaimChange, style: Style): readonly Line[] {
  return [
    ...textLines(texts, style),
    ...parts.flatMap((part) => [
      line(4, `${partMark(part, style)} ${clip(part.reads, 160)}`),
      ...textLines(part.texts, style).map((each) => ({ ...each, indent: 6 })),
    ]),
    ...(chapter === undefined
      ? []
      : [line(4, `belongs to chapter ${chapter.was ?? "none"} → ${chapter.is ?? "none"}`)]),
  ];
}

function partMark({ status, was, is }: ClaimChange["parts"][number], style: Style): string {
  if (status === "added") return style.added(`+ part (${is ?? "no status"}):`);
  if (status === "removed") return style.removed(`- part (${was ?? "no status"}):`);
  return was === is
    ? `part (${is ?? "no status"}):`
    : `part ${style.removed(was ?? "none")} → ${style.added(is ?? "none")}:`;
}

/** Where it stands, under which name, and whether that changed. */
function standingLines({ kind, before, after, renamed, moved }: Change, style: Style): readonly Line[] {
  const place = after ?? before;
  return [
    ...(renamed === undefined ? [] : [line(4, `renamed: ${renamed.from} → ${renamed.to}`)]),
    ...(moved === true && kind !== "section" && before !== undefined && after !== undefined
      ? [line(4, `moved: ${kind === "first-page" ? findingMoved : movedText(before, after)}`)]
      : []),
    ...(place === undefined || place.cell === ""
      ? []
      : [
          line(
            4,
            style.muted(`in "${clip(place.sectionTitle, 60)}", cell ${place.cell} of ${place.notebook}`),
          ),
        ]),
  ];
}

function movedText(before: Location, after: Location): string {
  return before.section === after.section
    ? "it stands at another place of its chapter"
    : `chapter ${before.section} → ${after.section}`;
}

function companionLines(companions: readonly Change[], style: Style): readonly Line[] {
  if (companions.length === 0) return [];
  return [line(4, `${style.muted("with it:")} ${companionWords(companions)}`)];
}
