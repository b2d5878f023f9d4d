import { fromTopToBottom, pixelY, quiet, rule, unlessEmpty, words } from "./layers.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

/** A range of the value that has a name; open where it has no end. */
export interface CurveBand {
  readonly from?: number;
  readonly to?: number;
  readonly label: string;
  /** Shaded bands stand out against clear ones. */
  readonly shade?: "shaded" | "clear";
}

export function edgesOf({ from, to }: CurveBand): readonly number[] {
  return [from, to].flatMap((edge) => edge ?? []);
}

interface BandFrame {
  readonly pixels: (value: number) => number;
  readonly domain: readonly [number, number];
  readonly x: (field: string) => Spec;
  readonly ends: { readonly start: number; readonly end: number };
}

/** The curve rises to the right, so its low left and its high right are taken: names stand across from it. */
export function bandLayers(
  bands: readonly CurveBand[],
  median: number,
  { pixels, domain: [low, high], x, ends }: BandFrame,
): readonly Spec[] {
  const drawn = bands.map(({ from = low, to = high, label, shade = "shaded" }) => {
    const [top, bottom] = [pixels(Math.min(to, high)), pixels(Math.max(from, low))];
    const side = (from + to) / 2 > median ? "left" : "right";
    return { ...ends, top, bottom, label, shade, side, y: side === "left" ? top + 10 : bottom - 10 };
  });
  const edges = bands.flatMap(edgesOf).map((edge) => ({ ...ends, edge, y: pixels(edge) }));
  const across = { x: x("start"), x2: { field: "end" } };
  const namesOn = (side: "left" | "right") =>
    unlessEmpty(
      drawn.filter((band) => band.side === side),
      (values) => [
        {
          data: { values },
          mark: {
            type: "text",
            align: side,
            baseline: "middle",
            dx: side === "left" ? 4 : -4,
            tooltip: null,
            color: colour("muted"),
          },
          encoding: { x: x(side === "left" ? "start" : "end"), y: pixelY("y"), text: words("label") },
        },
      ],
    );
  return [
    ...unlessEmpty(
      drawn.filter(({ shade }) => shade === "shaded"),
      (values) => [
        quiet("rect", { color: colour("grid"), opacity: 0.55 }, { ...across, ...fromTopToBottom }, values),
      ],
    ),
    ...unlessEmpty(edges, (values) => [
      rule({ color: colour("muted"), strokeDash: [2, 3] }, { ...across, y: pixelY("y") }, values),
    ]),
    ...namesOn("left"),
    ...namesOn("right"),
  ];
}
