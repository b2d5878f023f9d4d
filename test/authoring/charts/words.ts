import type { Mark } from "./draw.js";

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Width of a character of the page's face at 12 px, a little generously, and height of its small letters. */
const character = 6;
const line = 14;
const letters = 9;

/** Where the words of a drawing stand, by their own metrics: without a canvas Vega only guesses. */
function boxes(marks: readonly Mark[]): readonly Box[] {
  const found = marks
    // Labels of an axis are placed from the axis, which has room of its own.
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
  // What shows paper around its letters is drawn twice in one place.
  return [...new Map(found.map((box) => [JSON.stringify(box), box])).values()];
}

/** Pairs of words that stand over each other. */
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
