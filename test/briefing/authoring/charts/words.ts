import type { Mark } from "./draw.js";

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Width of a character of the page's font at 12 px, slightly overestimated, and height of its small letters. */
const character = 6;
const line = 14;
const letters = 9;

/** Positions of the words of a drawing, by our own metrics, because Vega only estimates without a canvas. */
function boxes(marks: readonly Mark[]): readonly Box[] {
  const found = marks
    // Axis labels are positioned relative to the axis, which has its own space.
    .filter(({ type, role }) => type === "text" && role === "mark")
    .flatMap(({ items, origin }) => items.map((item) => ({ item, origin })))
    .map(({ item, origin }) => {
      const lines = Array.isArray(item["text"])
        ? (item["text"] as string[])
        : String(item["text"]).split("\n");
      const width = Math.max(...lines.map((each) => each.length)) * character;
      const x = origin.x + Number(item["x"]) + Number(item["dx"] ?? 0);
      const left = item["align"] === "right" ? x - width : item["align"] === "center" ? x - width / 2 : x;
      const middle = origin.y + Number(item["y"]) + Number(item["dy"] ?? 0);
      const top = middle - letters / 2;
      return {
        text: lines.join(" "),
        left,
        right: left + width,
        top,
        bottom: top + letters + (lines.length - 1) * line,
      };
    })
    .filter(({ text }) => text !== "");
  // Outlined text is drawn twice in the same place.
  return [...new Map(found.map((box) => [JSON.stringify(box), box])).values()];
}

/** Pairs of overlapping words. */
export function collisions(marks: readonly Mark[]): readonly string[] {
  const all = boxes(marks);
  return all.flatMap((a, index) =>
    all
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `"${a.text}" over "${b.text}"`),
  );
}

export function wordsOf(marks: readonly Mark[]): readonly string[] {
  return boxes(marks).map(({ text }) => text);
}
