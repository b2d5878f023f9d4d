/** In which respect a figure changed: named after its largest change. */
import { amountOf, isSamePrinted } from "../numbers.js";
import type { FigureChange } from "./figure-change.js";
import { hasOtherPoints } from "./figure-data.js";
import { isMeaning, type SpecChange } from "./figure-spec.js";

type Difference = Pick<FigureChange, "data" | "spec" | "texts" | "picture" | "unread">;

/** In the order in which the summary counts them. */
export const respects = [
  "in data",
  "in the status of points",
  "in marks or encoding",
  "in axes",
  "in annotations",
  "in labels",
  "in the names of series",
  "only in the drawing",
  "in words and style",
  "only in order",
  "only in colour",
  "only in size",
  "only in style",
  "only in words",
  "below the printed digits",
] as const;
type Respect = (typeof respects)[number];

const meaningful: readonly (readonly [Respect, readonly SpecChange["aspect"][]])[] = [
  ["in marks or encoding", ["encoding", "mark", "transform", "layers", "drawn-data"]],
  ["in axes", ["domain", "scale", "axis", "title"]],
  ["in annotations", ["annotation"]],
  ["in labels", ["label"]],
];

const ofLooks: readonly (readonly [Respect, readonly SpecChange["aspect"][]])[] = [
  ["only in order", ["order", "layout"]],
  ["only in colour", ["colour"]],
  ["only in size", ["size", "layout"]],
];

/** The drawing repeats what a title says. */
export function respectOf(change: Difference): Respect | undefined {
  const { data, spec, texts, unread } = change;
  if (isUnprinted(change)) return "below the printed digits";
  if (unread?.includes("data")) return "in data";
  if (data !== undefined) return isOfStatus(data) ? "in the status of points" : "in data";
  const own = spec.filter(isMeaning);
  for (const [respect, aspects] of meaningful)
    if (own.some(({ aspect }) => aspects.includes(aspect))) return respect;
  if (isOnlyDrawn(change)) return "only in the drawing";
  if (texts.length > 0) {
    if (spec.length > 0) return "in words and style";
    return texts.every(({ field }) => field === "label") ? "in the names of series" : "only in words";
  }
  if (!isDrawnDifferently(change)) return undefined;
  const looks = ofLooks.find(
    ([, aspects]) => spec.length > 0 && spec.every(({ aspect }) => aspects.includes(aspect)),
  );
  return looks?.[0] ?? "only in style";
}

export function isInData({ data, unread }: Pick<Difference, "data" | "unread">): boolean {
  return data !== undefined || unread !== undefined;
}

/** Whether its numbers differ only in digits that nobody prints, and nothing else differs. */
export function isUnprinted({ data, unread, texts, spec }: Difference): boolean {
  if (data === undefined || unread !== undefined || texts.length > 0 || hasOtherPoints(data)) return false;
  if (spec.some(({ automatic, aspect }) => automatic !== true && aspect !== "layout")) return false;
  return data.pointsMoved.every(({ was, is }) => {
    const before = amountOf(was);
    const after = amountOf(is);
    return before !== undefined && after !== undefined && isSamePrinted(before[0], after[0]);
  });
}

/** Whether only the status of points differs: complete, or an early count. */
function isOfStatus(data: NonNullable<Difference["data"]>): boolean {
  const { statusColumns = [], columnsAdded, columnsRemoved, pointsMoved, pointsAdded, pointsRemoved } = data;
  const columns = [...columnsAdded, ...columnsRemoved, ...pointsMoved.map(({ column }) => column)];
  return (
    pointsAdded.length + pointsRemoved.length === 0 &&
    columns.every((column) => statusColumns.includes(column))
  );
}

/** Whether the drawing has another meaning: its axes, its marks, its words. */
export const isInMeaning = ({ spec }: Pick<Difference, "spec">): boolean => spec.some(isMeaning);

/** Drawn differently from the same rows, specification and words: by another version of what draws it. */
export function isOnlyDrawn({ data, unread, spec, texts, picture }: Difference): boolean {
  return (
    picture === "differs" && data === undefined && unread === undefined && spec.length + texts.length === 0
  );
}

export function isDrawnDifferently({ spec, picture }: Pick<Difference, "spec" | "picture">): boolean {
  return spec.length > 0 || picture === "differs";
}
