import { palette } from "../../../model/palette.js";

/** Fonts of figures: the page embeds Source Sans 3, a linked SVG uses the reader's fonts. */
export const figureFonts = {
  page: '"Source Sans 3", sans-serif',
  file: "Arial, Helvetica, sans-serif",
} as const;

const colour = (name: keyof typeof palette) => palette[name].light;

/** With scripts, the figure shows the data of its marks in tooltips. */
const tooltip = { tooltip: { content: "encoding" } } as const;

export interface Layout {
  /** Whether categories are on the vertical axis, one step each. */
  readonly rows: "steps" | "scale";
  /** Whether each plot has a heading, in the usual place of the axis title. */
  readonly plots: "alone" | "headed";
}

/** The axis title is above the axis and horizontal. */
const above = {
  titleAngle: 0,
  titleAlign: "left",
  titleAnchor: "end",
  titleBaseline: "bottom",
  titleX: 0,
  titleY: -10,
} as const;

/** Defaults under every spec; a spec's own `config` overrides them. */
export function figureTheme(
  font: string,
  width: number,
  { rows, plots }: Layout,
): Readonly<Record<string, unknown>> {
  const size = width < 480 ? 12 : 13;
  const text = { labelFontSize: size, titleFontSize: size, labelFont: font, titleFont: font };
  const quiet = { labelColor: colour("muted"), titleColor: colour("muted"), titleFontWeight: "normal" };
  const named = {
    domain: false,
    ticks: false,
    labelColor: colour("ink"),
    labelLimit: width < 480 ? 130 : 220,
  };
  const hues = ["blue", "vermilion", "ink", "grey", "green", "purple", "orange"] as const;
  return {
    // Otherwise each mark would have a role and a label; instead, the whole drawing has a title and a description.
    aria: false,
    font,
    background: null,
    padding: { left: 2, right: 6, top: 6, bottom: 2 },
    view: { stroke: null, continuousHeight: width < 480 ? 240 : 340, step: 26 },
    axis: {
      ...text,
      ...quiet,
      gridColor: colour("grid"),
      domainColor: colour("rule"),
      tickColor: colour("rule"),
      tickSize: 4,
      labelPadding: 5,
      titlePadding: 10,
      labelOverlap: "greedy",
    },
    axisX: { grid: false },
    // Horizontal lengths need gridlines, heights are read from the axis.
    axisXQuantitative: {
      ...(rows === "steps" ? { grid: true, domain: false, ticks: false } : { grid: false }),
      tickCount: width < 480 ? 4 : 6,
    },
    axisXTemporal: { tickCount: width < 480 ? 5 : 9 },
    axisYQuantitative: {
      domain: false,
      ticks: false,
      tickCount: 4,
      ...(plots === "alone" && above),
    },
    axisYDiscrete: named,
    axisYBand: named,
    legend: {
      ...text,
      ...quiet,
      labelColor: colour("ink"),
      orient: "top",
      // Above the title of the vertical axis.
      offset: 26,
      title: null,
      symbolStrokeWidth: 2.5,
      columnPadding: 16,
      labelLimit: 300,
      // In one line it may be wider than the plots, which cannot adapt to it.
      columns: width < 480 ? 2 : plots === "headed" ? 4 : 0,
    },
    header: { ...text, ...quiet, labelColor: colour("ink"), labelFontWeight: 600, title: null },
    title: {
      font,
      subtitleFont: font,
      fontSize: size + 2,
      fontWeight: 600,
      subtitleFontSize: size,
      color: colour("ink"),
      subtitleColor: colour("muted"),
      anchor: "start",
      frame: "group",
      offset: 14,
    },
    text: { fontSize: size, fill: colour("ink"), font },
    line: { strokeWidth: 2.25, strokeJoin: "round", strokeCap: "round", color: colour("ink"), ...tooltip },
    trail: { color: colour("ink"), ...tooltip },
    geoshape: tooltip,
    point: { filled: true, size: 45, color: colour("ink"), ...tooltip },
    circle: { color: colour("ink"), ...tooltip },
    square: tooltip,
    rect: tooltip,
    arc: tooltip,
    bar: { color: colour("ink"), ...tooltip },
    area: { color: colour("ink"), opacity: 0.85, ...tooltip },
    rule: { color: colour("rule") },
    tick: { color: colour("ink"), ...tooltip },
    errorband: { opacity: 0.15 },
    range: { category: hues.map(colour) },
  };
}
