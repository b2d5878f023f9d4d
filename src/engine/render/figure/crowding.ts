/** Finds illegible parts of a drawing: plots that are too narrow, and overlapping titles. */
import type { Bounds, SceneMark } from "../tooltips/scene.js";

interface Title extends Bounds {
  readonly text: string;
}

/** Pixels. */
const narrowest = 120;
const touching = 2;

/** One sentence per fault, at most one of each kind. */
export function crowdingOf(root: SceneMark): readonly string[] {
  const widths: number[] = [];
  const titles: Title[] = [];
  const visit = (mark: SceneMark, x: number, y: number): void => {
    for (const item of mark.items) {
      const at = { x: x + (item.x ?? 0), y: y + (item.y ?? 0) };
      if (mark.role === "scope" && item.width !== undefined && item.width > 0) widths.push(item.width);
      const { bounds: box, text } = item;
      if (mark.marktype === "text" && isTitle(mark.role) && box !== undefined && text !== undefined)
        titles.push({
          text: [text].flat().join(" "),
          ...{ x1: x + box.x1, x2: x + box.x2, y1: y + box.y1, y2: y + box.y2 },
        });
      // A legend lays out its entries in groups like plots.
      for (const inner of item.items ?? []) if (inner.role !== "legend") visit(inner, at.x, at.y);
    }
  };
  visit(root, 0, 0);
  const width = Math.min(...widths);
  const [first, second] = overlapping(titles);
  return [
    ...(width < narrowest ? [`a plot is ${Math.round(width)} pixels wide`] : []),
    ...(first !== undefined && second !== undefined
      ? [`the titles “${first.text}” and “${second.text}” overlap`]
      : []),
  ];
}

const isTitle = (role: string | undefined): boolean => role === "title-text" || role === "axis-title";

function overlapping(titles: readonly Title[]): readonly Title[] {
  for (const [index, one] of titles.entries())
    for (const other of titles.slice(index + 1)) {
      const width = Math.min(one.x2, other.x2) - Math.max(one.x1, other.x1);
      const height = Math.min(one.y2, other.y2) - Math.max(one.y1, other.y1);
      if (width > touching && height > touching) return [one, other];
    }
  return [];
}
