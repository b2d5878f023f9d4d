/** Where panels of one figure stand, and what stands around each. */
import { atLeft, muted, pixelY, quiet, rule, text, unlessEmpty, words, wrap } from "./layers.js";
import { along, yearTicks } from "./scale.js";
import { type NumberStyle, type Spec, tickExpression } from "./spec.js";
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
}

/** The years that every panel shows, and how many panels share the width. */
interface PanelSpan {
  readonly from: number;
  readonly to: number;
  readonly columns: 1 | 2 | 3;
}

interface Frame extends PanelSpan {
  readonly panels: readonly Panel[];
  /** Title and note of a panel, line by line. */
  readonly lines: (panel: number) => readonly string[];
  readonly left: (panel: number) => number;
  readonly top: (panel: number) => number;
  readonly bottom: (panel: number) => number;
  readonly xOf: (panel: number, year: number) => number;
  /** Pixel of a value in a panel. */
  readonly yOf: (panel: number, value: number) => number;
  /** A field as horizontal position, where a panel is one wide. */
  readonly x: (field: string) => Spec;
  readonly height: number;
}

const titleHeight = 18;
const yearsHeight = 20;
/** Between two columns, as a part of a panel's width. */
const gap = 0.12;
/** Characters of a title that one, two or three columns hold on a phone. */
const titleCharacters = { 1: 46, 2: 22, 3: 14 } as const;

export function frameOf(
  { keyRows, panels, columns, panelHeight }: FrameOptions,
  years: readonly number[],
  [low, high]: readonly [number, number],
): Frame {
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const key = keyRows > 0 ? keyRows * lineHeight + 10 : 0;
  const headings = panels.map(({ label, note }) => [
    ...wrap(label, titleCharacters[columns]),
    ...(note === undefined ? [] : [note]),
  ]);
  const titles = titleHeight + (Math.max(...headings.map((lines) => lines.length)) - 1) * lineHeight;
  const step = titles + panelHeight + yearsHeight;
  const top = (panel: number) => key + Math.floor(panel / columns) * step + titles;
  const left = (panel: number) => (panel % columns) * (1 + gap);
  const across = along([0, columns + (columns - 1) * gap]);
  return {
    from,
    to,
    columns,
    panels,
    lines: (panel) => headings[panel] ?? [],
    left,
    top,
    bottom: (panel) => top(panel) + panelHeight,
    xOf: (panel, year) => left(panel) + (to === from ? 0.5 : (year - from) / (to - from)),
    yOf: (panel, value) => top(panel) + panelHeight * (1 - (value - low) / (high - low)),
    x: (field) => ({ field, ...across }),
    height: key + Math.ceil(panels.length / columns) * step,
  };
}

/** Lines across every panel; those of the first column carry their values. */
export function gridLayers(frame: Frame, ticks: readonly number[]) {
  const grid = frame.panels.flatMap((_, panel) =>
    ticks.map((tick) => ({
      tick,
      kind: "grid",
      left: frame.left(panel),
      right: frame.left(panel) + 1,
      y: frame.yOf(panel, tick),
      panel,
      column: panel % frame.columns,
    })),
  );
  const style = { strokeWidth: 1, color: colour("grid") };
  const across = { x: frame.x("left"), x2: { field: "right" }, y: pixelY("y") };
  return { labelled: grid.filter(({ column }) => column === 0), layer: rule(style, across, grid) };
}

export function titleLayers(frame: Frame): readonly Spec[] {
  const lines = frame.panels.flatMap(({ note }, index) => {
    const own = frame.lines(index);
    return own.map((line, number) => ({
      line,
      kind: note !== undefined && number === own.length - 1 ? "note" : "title",
      left: frame.left(index),
      y: frame.top(index) - 9 - (own.length - 1 - number) * lineHeight,
    }));
  });
  const layer = (kind: "title" | "note", style: Spec) =>
    unlessEmpty(
      lines.filter((line) => line.kind === kind),
      (values) => [
        {
          data: { values },
          mark: { type: "text", align: "left", baseline: "middle", tooltip: null, ...style },
          encoding: { x: frame.x("left"), y: pixelY("y"), text: words("line") },
        },
      ],
    );
  return [...layer("title", { fontWeight: 600 }), ...layer("note", muted)];
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
export function yearLayer(frame: Frame): Spec {
  const { from, to, columns, panels } = frame;
  const ends = panelYears(frame);
  const values = panels.flatMap((_, index) =>
    index + columns < panels.length
      ? []
      : ends.map((year) => ({ year, x: frame.xOf(index, year), y: frame.bottom(index) + 12 })),
  );
  const align =
    ends.length === 1
      ? "'center'"
      : `datum.year === ${from} ? 'left' : datum.year === ${to} ? 'right' : 'center'`;
  return quiet(
    "text",
    { align: { expr: align }, baseline: "middle", color: colour("muted") },
    { x: frame.x("x"), y: pixelY("y"), text: { field: "year", type: "quantitative", format: "d" } },
    values,
  );
}

export function keyLayers(series: readonly { readonly label: string }[], signs: Spec): readonly Spec[] {
  const values = series.map(({ label }, index) => ({ label, y: index * lineHeight + 7 }));
  const y = pixelY("y");
  return [
    quiet("point", { filled: true, opacity: 1, size: 40 }, { x: { value: 6 }, y, ...signs }, values),
    text("left", { dx: 14, fontWeight: 600 }, { x: atLeft, y, text: words("label") }, values),
  ];
}

/** A reader takes the foot of a panel for zero unless told otherwise. */
export function cutLayer(low: number, style: NumberStyle, row: number): Spec {
  const calculate = `'The scale begins at ' + ${tickExpression("datum.low", [low], style)}`;
  return {
    data: { values: [{ low, y: row * lineHeight + 7 }] },
    transform: [{ calculate, as: "note" }],
    ...text("left", muted, { x: atLeft, y: pixelY("y"), text: words("note") }),
  };
}
