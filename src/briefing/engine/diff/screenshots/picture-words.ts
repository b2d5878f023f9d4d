/** Differences between pictures of the page, in words. */
import { plural } from "../../../lib/plural.js";
import type { Comparison } from "../comparison.js";
import { pixelShare } from "../kinds/pictures.js";
import type { PictureDifference, PictureDifferences } from "./picture-difference.js";

/** A comparison whose summary says how many pictures differ. */
export function withPictures(
  comparison: Comparison,
  pictures: PictureDifferences | undefined,
  notes: readonly string[],
): Comparison {
  const all = [...comparison.notes, ...notes];
  if (pictures === undefined) return { ...comparison, notes: all };
  const { line } = comparison.summary;
  const isOnlyLooks = comparison.changes.length === 0 && pictures.differing.length > 0;
  const words = isOnlyLooks ? line.replace(/^No differences\b/, "No differences in content") : line;
  const summary = { ...comparison.summary, line: `${words} ${summarySentence(pictures)}` };
  return { ...comparison, summary, pictures, notes: all };
}

function summarySentence({ figures, parts, differing }: PictureDifferences): string {
  const changed = differing.filter(({ status }) => status === "changed");
  const ofFigures = plural(figures, "figure");
  const ofParts = plural(parts, "part");
  if (changed.length === 0) return `As pictures, ${ofFigures} and ${ofParts} of the page look the same.`;
  const countOf = (what: PictureDifference["what"]) => changed.filter((each) => each.what === what).length;
  return `As pictures, ${countOf("figure")} of ${ofFigures} and ${countOf("part")} of ${ofParts} of the page differ.`;
}

/** `Figure joint-papers`, `“Partners”`. */
export const pictureName = ({ what, id, title }: PictureDifference): string =>
  what === "figure" ? `Figure ${id}` : `“${title}”`;

/** `2.4 % of its pixels differ`, `only after`. */
export function pictureState({ status, share = 0, drawnDifferently }: PictureDifference): string {
  if (status !== "changed") return status === "added" ? "only after" : "only before";
  const pixels = `${pixelShare(share)} of its pixels differ`;
  return drawnDifferently === true
    ? `${pixels}; drawn differently from the same data and specification`
    : pixels;
}
