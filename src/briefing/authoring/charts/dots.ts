/** The distribution of a column: a dot for each row, some of them with their names. */
import { own } from "../../lib/own.js";
import type { Colour } from "../../model/palette.js";
import { ChartError } from "../errors.js";
import type { LooseRecord } from "../load/records.js";
import type { Chart } from "../rows-of.js";
import { type AxisLimits, type AxisTitles, limitsOf, titleOf } from "./axis-options.js";
import { requireValues } from "./checks-of-columns.js";
import { type Column, type ColumnName, nameAt, type Rows } from "./columns.js";
import * as layers from "./layers.js";
import { measureOf, quietTitle } from "./measure.js";
import { type ChartOptions, drawn, panelsOf, read } from "./plain.js";
import { quantile } from "./quartiles.js";
import { nameHint } from "../../lib/nearest.js";
import { requireColours } from "./checks.js";
import { packed } from "./packed.js";
import type { Spec } from "./spec.js";
import { tickMarks } from "./steps.js";
import { colour, lineHeight } from "./theme.js";

export interface DotsOptions<Row> extends Pick<ChartOptions<Row>, "facet" | "style" | "digits"> {
  /** Column of numbers. */
  readonly x: ColumnName<Row>;
  /** Column with the name of a dot, shown in its tooltip. */
  readonly label: ColumnName<Row>;
  /** Names of the dots that have a label, at most eight. */
  readonly named?: readonly string[];
  /** Colours of named dots, `{ China: "vermilion" }`; the others are dark. */
  readonly colours?: Readonly<Record<string, Colour>>;
  /** Title of the axis: `{ x: "Loans a month" }`; `null` removes it. By default from the data. */
  readonly titles?: Pick<AxisTitles, "x">;
  /** First and last value of the axis, `{ x: [0, null] }`; `null` follows from the data. */
  readonly limits?: Pick<AxisLimits, "x">;
  /** A logarithmic axis: the distance from 1 to 2 equals that from 10 to 20. */
  readonly log?: "x";
}

interface Dot {
  readonly name: string;
  readonly value: number;
  readonly written: string;
  /** Fraction of the axis left of it. */
  readonly part: number;
}

const mostNamed = 8;
/** Pixels: a dot, the plot of a phone, the highest pile without overlaps. */
const dotSize = 7;
const narrowest = 300;
const highest = 150;

/** A dot per row along one axis: `dots(rows, { x: "ratio", label: "pair", named: ["US–China"], log: "x" })`. */
export function dots<Row extends object>(given: Rows<Row>, options: DotsOptions<Row>): Chart {
  const { named = [], colours = {} } = options;
  const source = read("dots", given, options, {});
  const x = source.numbers(options.x);
  const label = source.column(options.label);
  requireValues("dots", x, label);
  const names = source.rows.map((row, index) => nameIn(row, label, index));
  requireNamed([...new Set([...named, ...Object.keys(colours)])], names);
  requireColours("dots", Object.values(colours));
  const title = titleOf(options.titles, "x");
  const scale = options.log === "x" ? "log" : "linear";
  const measure = measureOf([x], {
    style: options.style,
    digits: options.digits,
    title,
    baseline: "data",
    scale,
    limits: limitsOf({ chart: "dots", axis: "x", limits: options.limits }, [x]),
  });
  const [least, greatest] = measure.domain.map((end) => (scale === "log" ? Math.log(end) : end)) as [
    number,
    number,
  ];
  const partOf = (value: number) =>
    ((scale === "log" ? Math.log(value) : value) - least) / (greatest - least);
  const all = source.rows.map((_, index): Dot | undefined => {
    const value = x.cells[index];
    if (typeof value !== "number") return undefined;
    return {
      name: names[index] ?? "",
      value,
      written: measure.write(value),
      part: partOf(value),
    };
  });
  const panels = panelsOf(source).map(({ indices }) => {
    const own = indices.flatMap((index) => all[index] ?? []);
    const levels = packed(
      own.map(({ part }) => part * narrowest),
      dotSize,
    );
    return {
      own,
      levels,
      labels: labelsOf(own, { named: [...named, ...Object.keys(colours)], colours }),
      middle: middleOf(own, measure.write),
    };
  });
  const rows = Math.max(...panels.map(({ labels }) => labels.length)) + 1;
  const headroom = rows * lineHeight + 10;
  const top = Math.max(1, ...panels.flatMap(({ levels }) => levels.map(Math.abs)));
  const step = Math.min(dotSize, highest / (2 * top + 1));
  const height = Math.round(headroom + (2 * top + 1) * step + 10);
  const centre = headroom + (top + 0.5) * step;
  const axis = {
    values: measure.ticks,
    labelExpr: measure.labelExpr(measure.ticks),
    title: title === null ? null : measure.title,
    ...quietTitle,
    ...tickMarks,
  };
  const place = { type: "quantitative", scale: measure.scale };
  const across = { ...place, axis, field: "value" };
  const chart = drawn(source, {
    columns: [label, x],
    title: "",
    plot: (_, panel) => {
      const { own = [], levels = [], labels = [], middle } = panels[panel] ?? {};
      const heights = new Map(
        own.map((dot, index) => [dot, Number((centre + (levels[index] ?? 0) * step).toFixed(2))]),
      );
      const values = own.map((dot) => ({
        name: dot.name,
        value: dot.value,
        written: dot.written,
        y: heights.get(dot) ?? centre,
      }));
      const loud = labels.map(({ dot, ...one }, row) => ({
        ...one,
        name: dot.name,
        value: dot.value,
        written: dot.written,
        y: heights.get(dot) ?? centre,
        position: 6 + row * lineHeight,
      }));
      const y = layers.pixelY("y");
      const tooltip = layers.tooltip({ name: label.title, written: measure.title });
      const medians =
        middle === undefined
          ? []
          : [
              {
                value: middle.value,
                label: middle.label,
                position: 6 + labels.length * lineHeight,
                bottom: height - 4,
                side: sideOf(middle.part),
              },
            ];
      return {
        height,
        layer: [
          ...layers.unlessEmpty(medians, (line) => [
            layers.rule(
              { color: colour("muted"), strokeDash: [2, 3] },
              { x: across, y: layers.pixelY("position"), y2: { field: "bottom" } },
              line,
            ),
          ]),
          {
            data: { values },
            mark: { type: "point", filled: true, size: 36, opacity: 0.75, color: colour("others") },
            encoding: { x: across, y, ...tooltip },
          },
          ...layers.unlessEmpty(loud, (own) => [
            layers.rule(
              layers.thinLine,
              { x: across, y: layers.pixelY("position"), y2: { field: "y" } },
              own,
            ),
            {
              data: { values: own },
              mark: {
                type: "point",
                filled: true,
                size: 80,
                opacity: 1,
                stroke: colour("paper"),
                strokeWidth: 1,
              },
              encoding: {
                x: across,
                y,
                color: layers.namedColour(
                  "colour",
                  own.map((one) => one.colour),
                ),
                ...tooltip,
              },
            },
          ]),
          ...nameLayers([...loud, ...medians.map((one) => ({ ...one, colour: "muted" as const }))], across),
        ],
      };
    },
  });
  // Dots on one level have nothing else in common.
  return { ...chart, usermeta: { answers: { along: "mark" } } };
}

/** As in the row: `2021-01`, also if its tooltip says "January 2021". */
function nameIn(row: LooseRecord, label: Column, index: number): string {
  const cell = own(row, label.field);
  return typeof cell === "string" ? cell : (nameAt(label, index) ?? "");
}

const sideOf = (part: number): "left" | "right" => (part < 0.5 ? "left" : "right");

interface Label {
  readonly label: string;
  readonly side: "left" | "right";
  readonly colour: Colour;
  readonly value: number;
  readonly position: number;
}

/** Towards the middle of the plot, where there is room. */
function nameLayers(labels: readonly Label[], x: Spec): readonly Spec[] {
  return (["left", "right"] as const).flatMap((side) =>
    [...new Set(labels.map((one) => one.colour))].flatMap((of) =>
      layers.unlessEmpty(
        labels.filter((one) => one.side === side && one.colour === of),
        (own) =>
          layers.clearText(
            layers.text(
              side,
              { dx: side === "left" ? 5 : -5, fontWeight: of === "muted" ? 400 : 600 },
              {
                x,
                y: layers.pixelY("position"),
                text: layers.words("label"),
                color: { value: layers.textColour(of) },
              },
              own.map(({ label, value, position }) => ({ label, value, position })),
            ),
          ),
      ),
    ),
  );
}

interface Naming {
  readonly named: readonly string[];
  readonly colours: Readonly<Record<string, Colour>>;
}

/** The outermost first, so that no line of a label below crosses a label. */
function labelsOf(dots: readonly Dot[], { named, colours }: Naming) {
  const wanted = new Set(named);
  return dots
    .filter(({ name }) => wanted.has(name))
    .sort((a, b) => Math.abs(b.part - 0.5) - Math.abs(a.part - 0.5))
    .map((dot) => ({
      dot,
      label: `${dot.name} ${dot.written}`,
      side: sideOf(dot.part),
      colour: own(colours, dot.name) ?? ("ink" as const),
    }));
}

function middleOf(dots: readonly Dot[], write: (value: number) => string) {
  if (dots.length < 3) return undefined;
  const value = quantile(
    dots.map((dot) => dot.value),
    0.5,
  );
  const part = quantile(
    dots.map((dot) => dot.part),
    0.5,
  );
  return { value, part, label: `median ${write(value)}` };
}

function requireNamed(named: readonly string[], names: readonly string[]): void {
  const unknown = named.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new ChartError(`dots: there is no dot "${unknown}"`, {
      hint: nameHint(unknown, names.slice(0, 40), "Dots:"),
    });
  if (named.length > mostNamed)
    throw new ChartError(`dots: ${named.length} named dots; at most ${mostNamed} can be labelled`, {
      hint: "Name those that the text is about; the others are in the tooltips.",
    });
}
