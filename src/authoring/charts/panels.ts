/** Where panels of one figure stand, and what stands around each. */
import { pixelY, words, wrap } from "./marks.js";
import { yearTicks } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight } from "./theme.js";

export interface Panel {
  readonly key: string;
  /** Stands above the panel. */
  readonly label: string;
  /** A second line: the number that the panel is about, formatted. */
  readonly note?: string;
}

interface FrameOptions {
  readonly panels: readonly Panel[];
  readonly columns: 1 | 2 | 3;
  readonly panelHeight: number;
  /** Lines of text above the panels. */
  readonly keyRows: number;
  /** Characters of what stands right of the panels and takes their width. */
  readonly beside?: number;
}

/** The years that every panel shows, and how many panels share the width. */
interface PanelSpan {
  readonly from: number;
  readonly to: number;
  readonly columns: 1 | 2 | 3;
}

export interface Frame extends PanelSpan {
  /** Right end of the last column, where a panel is one wide. */
  readonly end: number;
  /** Title and note of a panel, line by line. */
  readonly lines: (panel: number) => readonly string[];
  readonly left: (panel: number) => number;
  readonly x: (panel: number, year: number) => number;
  /** Pixel of a value in a panel. */
  readonly y: (panel: number, value: number) => number;
  readonly top: (panel: number) => number;
  readonly bottom: (panel: number) => number;
  readonly height: number;
}

const titleHeight = 18;
const yearsHeight = 20;
/** Between two columns, as a part of a panel's width. */
const gap = 0.12;
/** Characters of a title that one, two or three columns hold on a phone. */
const titleCharacters = { 1: 46, 2: 22, 3: 14 } as const;

export function frameOf(
  { keyRows, panels, columns, panelHeight, beside = 0 }: FrameOptions,
  years: readonly number[],
  [low, high]: readonly [number, number],
): Frame {
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const key = keyRows > 0 ? keyRows * lineHeight + 10 : 0;
  const headings = panels.map(({ label, note }) => [
    ...wrap(label, titleCharacters[columns] - Math.ceil(beside / columns)),
    ...(note === undefined ? [] : [note]),
  ]);
  const titles = titleHeight + (Math.max(...headings.map((lines) => lines.length)) - 1) * lineHeight;
  const step = titles + panelHeight + yearsHeight;
  const top = (panel: number) => key + Math.floor(panel / columns) * step + titles;
  const left = (panel: number) => (panel % columns) * (1 + gap);
  return {
    from,
    to,
    columns,
    end: columns + (columns - 1) * gap,
    lines: (panel) => headings[panel] ?? [],
    top,
    bottom: (panel) => top(panel) + panelHeight,
    left,
    x: (panel, year) => left(panel) + (to === from ? 0.5 : (year - from) / (to - from)),
    y: (panel, value) => top(panel) + panelHeight * (1 - (value - low) / (high - low)),
    height: key + Math.ceil(panels.length / columns) * step,
  };
}

export function gridLayer(
  grid: readonly Spec[],
  kind: "grid" | "reference",
  x: (field: string) => Spec,
): Spec {
  const line = kind === "grid" ? { color: colour("grid") } : { color: colour("rule"), strokeDash: [2, 3] };
  return {
    data: { values: grid.filter((row) => row["kind"] === kind) },
    mark: { type: "rule", strokeWidth: 1, tooltip: null, ...line },
    encoding: { x: x("left"), x2: { field: "right" }, y: pixelY("y") },
  };
}

export function titleLayers(
  panels: readonly Panel[],
  frame: Frame,
  x: (field: string) => Spec,
): readonly Spec[] {
  const lines = panels.flatMap(({ note }, index) => {
    const own = frame.lines(index);
    return own.map((line, number) => ({
      line,
      kind: note !== undefined && number === own.length - 1 ? "note" : "title",
      left: frame.left(index),
      y: frame.top(index) - 9 - (own.length - 1 - number) * lineHeight,
    }));
  });
  const layer = (kind: "title" | "note", style: Spec): readonly Spec[] => {
    const values = lines.filter((line) => line.kind === kind);
    if (values.length === 0) return [];
    const mark = { type: "text", align: "left", baseline: "middle", tooltip: null, ...style };
    return [{ data: { values }, mark, encoding: { x: x("left"), y: pixelY("y"), text: words("line") } }];
  };
  return [...layer("title", { fontWeight: 600 }), ...layer("note", { color: colour("muted") })];
}

/** Of one wide panel, so far apart, as parts of its width, must years stand to be read on a phone. */
const yearWidth = 0.12;

/** The first and the last year; between them round ones in a wide panel, in half a page's width one near the middle. */
export function panelYears({ from, to, columns }: PanelSpan): readonly number[] {
  const span = to - from;
  if (span === 0) return [from];
  if (columns === 3 || span < 4) return [from, to];
  const round = yearTicks(from, to);
  if (columns === 2) {
    const middle = from + span / 2;
    return [from, round.find((year) => Math.abs(year - middle) <= span / 10) ?? Math.round(middle), to];
  }
  const least = yearWidth * span;
  return [from, ...round.filter((year) => year - from >= least && to - year >= least), to];
}

/** Years below the panels that have none under them. */
export function yearLayer(panels: readonly Panel[], frame: Frame, x: (field: string) => Spec): Spec {
  const ends = panelYears(frame);
  const values = panels.flatMap((_, index) =>
    index + frame.columns < panels.length
      ? []
      : ends.map((year) => ({ year, x: frame.x(index, year), y: frame.bottom(index) + 12 })),
  );
  return {
    data: { values },
    mark: {
      type: "text",
      align: {
        expr:
          ends.length === 1
            ? "'center'"
            : `datum.year === ${frame.from} ? 'left' : datum.year === ${frame.to} ? 'right' : 'center'`,
      },
      baseline: "middle",
      color: colour("muted"),
      tooltip: null,
    },
    encoding: { x: x("x"), y: pixelY("y"), text: { field: "year", type: "quantitative", format: "d" } },
  };
}

export function keyLayers(
  labels: readonly string[],
  { color, shape }: { readonly color: Spec; readonly shape: Spec },
): readonly Spec[] {
  const data = { values: labels.map((label, index) => ({ label, y: index * lineHeight + 7 })) };
  return [
    {
      data,
      mark: { type: "point", filled: true, opacity: 1, size: 40, tooltip: null },
      encoding: { x: { value: 6 }, y: pixelY("y"), color, shape },
    },
    {
      data,
      mark: { type: "text", align: "left", baseline: "middle", dx: 14, fontWeight: 600, tooltip: null },
      encoding: { x: { value: 0 }, y: pixelY("y"), text: words("label") },
    },
  ];
}

/** Names the dashed line, under the names of the series. */
export function referenceKeyLayers(label: string, row: number): readonly Spec[] {
  const data = { values: [{ label, y: row * lineHeight + 7 }] };
  return [
    {
      data,
      mark: { type: "rule", color: colour("rule"), strokeDash: [2, 3], tooltip: null },
      encoding: { x: { value: 0 }, x2: { value: 12 }, y: pixelY("y") },
    },
    {
      data,
      mark: {
        type: "text",
        align: "left",
        baseline: "middle",
        dx: 16,
        color: colour("muted"),
        tooltip: null,
      },
      encoding: { x: { value: 0 }, y: pixelY("y"), text: words("label") },
    },
  ];
}
