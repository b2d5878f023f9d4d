/** Finds illegible parts of a drawing: plots that are too narrow, and overlapping titles. */
import { itemsIn, moved, type Bounds, type SceneMark } from "../tooltips/scene.js";

interface Title extends Bounds {
  readonly text: string;
}

/** Pixels. */
const narrowest = 120;
const touching = 2;

/** One sentence per fault, at most one of each kind. */
export function crowdingOf(root: SceneMark): readonly string[] {
  // A legend lays out its entries in groups like plots.
  const placed = [...itemsIn(root, ({ role }) => role !== "legend")];
  const widths = placed.flatMap(({ mark, item: { width = 0 } }) =>
    mark.role === "scope" && width > 0 ? width : [],
  );
  const titles = placed.flatMap(({ mark: { marktype, role }, item: { bounds, text }, from }) =>
    marktype === "text" && (role === "title-text" || role === "axis-title") && bounds && text !== undefined
      ? [{ text: [text].flat().join(" "), ...moved(bounds, from) }]
      : [],
  );
  const width = Math.min(...widths);
  const [first, second] = overlapping(titles);
  return [
    ...(width < narrowest ? [`a plot is ${Math.round(width)} pixels wide`] : []),
    ...(first !== undefined && second !== undefined
      ? [`the titles “${first.text}” and “${second.text}” overlap`]
      : []),
  ];
}

function overlapping(titles: readonly Title[]): readonly Title[] {
  for (const [index, one] of titles.entries())
    for (const other of titles.slice(index + 1)) {
      const width = Math.min(one.x2, other.x2) - Math.max(one.x1, other.x1);
      const height = Math.min(one.y2, other.y2) - Math.max(one.y1, other.y1);
      if (width > touching && height > touching) return [one, other];
    }
  return [];
}
