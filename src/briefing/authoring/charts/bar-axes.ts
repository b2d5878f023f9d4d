/** The axes of bars, their numbers, and a reference level across them. */
import type { Bar } from "./bar-rows.js";
import { clearText, quiet, rule, text, words } from "./layers.js";
import type { Measure } from "./measure.js";
import * as plain from "./plain.js";
import { type ReferenceLine, referenceLayers } from "./reference.js";
import type { Spec } from "./spec.js";
import { withNote } from "./stack.js";
import { colour } from "./theme.js";

interface BarLook {
  readonly lies: boolean;
  /** Pixels for the numbers beyond the ends; 0 if bars have none. */
  readonly room: number;
  /** As the author wrote it. */
  readonly title: string | null | undefined;
  /** What a reader must know about missing bars, below a horizontal axis. */
  readonly note: Spec | undefined;
}

/** If each bar has its number, no axis is needed, and the numbers have room beyond the ends. */
export function valueAxis(measure: Measure, source: plain.Read, { lies, room, title, note }: BarLook): Spec {
  const [least, greatest] = measure.domain;
  const before = least < 0 ? room : 0;
  const behind = greatest > 0 ? room : 0;
  const range = lies ? [before, { expr: `width - ${behind}` }] : [{ expr: `height - ${before}` }, behind];
  const axis = {
    type: "quantitative",
    scale: { ...measure.scale, ...(room > 0 && { range }) },
    axis: {
      ...plain.verticalAxis(measure, source, title),
      ...(lies && { title: null }),
      ...(room > 0 && { labels: false, grid: false }),
    },
  };
  return lies ? withNote(axis, note) : axis;
}

interface Plot extends Measure {
  readonly place: Spec;
  readonly height: number;
  readonly steps: readonly string[];
}

interface Bars {
  readonly lies: boolean;
  /** Pixels above horizontal bars for the name of the level. */
  readonly headroom: number;
  /** Pixels for the numbers beyond the ends of upright ones. */
  readonly room: number;
  readonly points: readonly Bar[];
}

/** A reference level across the bars: its name is above horizontal ones, and where there is room among upright ones. */
export function levelLayers(
  level: ReferenceLine | undefined,
  { place, height, steps, domain }: Plot,
  { lies, headroom, room, points }: Bars,
): readonly Spec[] {
  if (level === undefined) return [];
  const [least, greatest] = domain;
  const part = (value: number) => (value - least) / (greatest - least);
  if (!lies) {
    const number = (room / height) * (greatest - least);
    const covered = points.map(({ name, from, to, low, high }) => {
      const highest = Math.max(from, to, high);
      return {
        year: steps.indexOf(name),
        value: to < 0 ? highest : highest + number,
        foot: Math.min(from, to, low) - (to < 0 ? number : 0),
      };
    });
    const pixels = (value: number) => height * (1 - part(value));
    const { line, name } = referenceLayers(level, { y: place, pixels, events: [] }, covered);
    return [...line, ...name].map((layer) => withoutOffset(layer));
  }
  const values = [{ level: level.value, note: level.label }];
  const isRight = part(level.value) > 0.5;
  const encoding = {
    x: { ...place, field: "level" },
    y: { value: headroom / 2 },
    text: words("note"),
  };
  const style = { dx: isRight ? -5 : 5, color: colour("muted") };
  const line = { x: encoding.x, y: { value: 0 }, y2: { value: { expr: "height" } } };
  return [
    rule({ strokeDash: [2, 3], color: colour("muted") }, line, values),
    ...clearText(text(isRight ? "right" : "left", style, encoding, values)),
  ].map((layer) => withoutOffset(layer));
}

/** The plot's own offset of grouped bars concerns its bars alone. */
const withoutOffset = (layer: Spec): Spec => ({
  ...layer,
  encoding: { ...(layer["encoding"] as Spec), xOffset: null, yOffset: null },
});

/** The value beyond the end of its bar, or of its bounds. The line of a level does not strike it out. */
export function numberLayers(
  along: "x" | "y",
  place: Spec,
  level: ReferenceLine | undefined,
): readonly Spec[] {
  return (["high", "low"] as const).flatMap((field) => {
    const isUp = field === "high";
    const style =
      along === "x"
        ? { align: isUp ? "left" : "right", baseline: "middle", dx: isUp ? 5 : -5 }
        : { align: "center", baseline: isUp ? "bottom" : "top", dy: isUp ? -4 : 4 };
    const numbers = {
      transform: [{ filter: isUp ? "datum.to >= 0" : "datum.to < 0" }],
      ...quiet("text", style, { [along]: { ...place, field }, text: words("written") }),
    };
    return level === undefined ? [numbers] : clearText(numbers);
  });
}
