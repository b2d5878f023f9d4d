import type { ColourName } from "../../model/palette.js";
import { type Chart, ofRows } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { extentOf, type Level, requireColours, requireFields, requireRows, requireUnique } from "./checks.js";
import {
  boundsRule,
  clearText,
  drawnStatus,
  filledUnless,
  isIncomplete,
  namedColour,
  pixelY,
  rule,
  text,
  thinLine,
  tooltip,
  words,
  wrap,
} from "./layers.js";
import { along, niceScale } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight, theme } from "./theme.js";

export interface WaterfallTotal {
  /** Stands under the bar, broken into lines; on a phone six bars leave ten letters for a word. */
  readonly label: string;
  readonly value: Level;
  /** The formatted value. */
  readonly text: string;
  /** An early count is drawn hollow, and said to be one. */
  readonly status?: "complete" | "incomplete";
}

export interface WaterfallStep extends WaterfallTotal {
  /** By default muted where the step adds and the accent where it takes away; its text carries the sign. */
  readonly colour?: ColourName;
}

export interface WaterfallOptions {
  /** Where the steps begin; without it they begin at zero and explain a change. */
  readonly start?: WaterfallTotal;
  readonly steps: readonly WaterfallStep[];
  /** Where they end; must be the sum. */
  readonly end: WaterfallTotal;
}

interface Bar {
  readonly label: string;
  readonly text: string;
  readonly kind: "total" | "step";
  readonly status: "complete" | "incomplete";
  readonly begin: number;
  readonly finish: number;
  readonly lower: number;
  readonly upper: number;
  readonly colour: ColourName;
}

const phoneWidth = 328;
const characterWidth = 5.4;
const mostBars = 8;
/** Height of the bars with their numbers. */
const plot = 260;
const barWidth = 0.62;
/** Above and below the bars, for their numbers. */
const numberRoom = 20;
/** Parts are summed in floating point: so much of the greatest of them may be lost. */
const tolerance = 1e-9;

/** Upright bars: a first total, the signed parts, each beginning where the one before ended, and the last total. */
export function waterfall(options: WaterfallOptions): Chart {
  const { start, steps, end } = options;
  requireRows("waterfall", steps, [], "steps");
  const given = [...(start === undefined ? [] : [start]), ...steps, end];
  requireFields("waterfall", given, ["label", "value", "text"]);
  requireUnique("waterfall", given, "label");
  const bars = barsOf(start, steps, end);
  requireColours("waterfall", bars);
  const names = namesOf(bars);
  const levels = bars.flatMap(({ begin, lower, upper }) => [begin, lower, upper]);
  const { domain } = niceScale(levels, "zero");
  const y = along(domain, [plot - numberRoom, numberRoom]);
  const x = along([0, bars.length]);
  const fromLeftToRight = { x: { ...x, field: "left" }, x2: { field: "right" }, y: { ...y, field: "at" } };
  const middle = { ...x, field: "middle" };
  const values = bars.map((bar, index) => ({
    ...bar,
    status: drawnStatus(bar.status),
    left: index + (1 - barWidth) / 2,
    right: index + (1 + barWidth) / 2,
    middle: index + 0.5,
    // Numbers stand beyond the end that the bar points to, and beyond its bounds.
    side: bar.finish < bar.begin ? Math.min(bar.finish, bar.lower) : Math.max(bar.finish, bar.upper),
    points: bar.finish < bar.begin ? "down" : "up",
  }));
  // From the end of each bar to the beginning of the next.
  const links = values
    .slice(0, -1)
    .map(({ finish, right }) => ({ at: finish, left: right, right: right + 1 - barWidth }));
  // Under bars that reach below zero stand their numbers, and only then the names.
  const namesAt = domain[0] < 0 ? plot + 4 : plot - 8;
  const namesEnd = namesAt + Math.max(...names.map((own) => own.length)) * lineHeight;
  return ofRows(
    { rows: given },
    {
      ...theme,
      height: namesEnd + 12,
      data: { values },
      layer: [
        rule({ color: colour("rule"), strokeWidth: 1, strokeDash: [2, 2] }, fromLeftToRight, links),
        barLayer(bars, x, y),
        boundsRule("y", y, { color: colour("ink"), strokeWidth: 2 }, { x: middle }),
        rule(thinLine, fromLeftToRight, [{ at: 0, left: 0, right: bars.length }]),
        ...(["up", "down"] as const).flatMap((points) =>
          clearText({
            transform: [{ filter: `datum.points === "${points}"` }],
            ...text(
              "center",
              points === "up"
                ? { baseline: "bottom", dy: -5, fontWeight: 600 }
                : { baseline: "top", dy: 5, fontWeight: 600 },
              { x: middle, y: { ...y, field: "side" }, text: words("text") },
            ),
          }),
        ),
        text(
          "center",
          { baseline: "top", lineHeight, lineBreak: "\n" },
          { x: middle, y: pixelY("top"), text: words("name") },
          names.map((own, index) => ({ middle: index + 0.5, name: own.join("\n"), top: namesAt })),
        ),
      ],
    },
  );
}

function barLayer(bars: readonly Bar[], x: Spec, y: Spec): Spec {
  const color = namedColour(
    "colour",
    bars.map((bar) => bar.colour),
  );
  return {
    // A word that was broken for its place under the bar is whole where there is room.
    transform: [{ calculate: "replace(datum.label, regexp('- ', 'g'), '')", as: "part" }],
    mark: { type: "rect", strokeWidth: 1.5 },
    encoding: {
      x: { ...x, field: "left" },
      x2: { field: "right" },
      y: { ...y, field: "begin" },
      y2: { field: "finish" },
      fill: filledUnless(isIncomplete, color),
      stroke: color,
      ...tooltip({ part: "Part", text: "Value", status: "Year is" }),
    },
  };
}

function namesOf(bars: readonly Bar[]): readonly (readonly string[])[] {
  if (bars.length > mostBars)
    throw new ChartError(`waterfall: ${bars.length} bars are more than the ${mostBars} that a phone holds`, {
      hint: "Add up parts that the text does not speak of.",
    });
  const room = Math.floor(phoneWidth / bars.length / characterWidth);
  return bars.map(({ label, status }) => {
    const words = [
      ...wrap(label, room - 1),
      ...(status === "incomplete" ? wrap("(early count)", room - 1) : []),
    ];
    const long = words.find((word) => word.length > room);
    if (long !== undefined)
      throw new ChartError(
        `waterfall: "${long}" does not fit under a bar; of ${bars.length} bars each has ${room} letters a line`,
        { hint: "Write a shorter word, or break it by a hyphen and a space." },
      );
    return words;
  });
}

function barsOf(
  start: WaterfallTotal | undefined,
  steps: readonly WaterfallStep[],
  end: WaterfallTotal,
): readonly Bar[] {
  const total = (given: WaterfallTotal): Bar => {
    const { lower, upper, middle } = extentOf(given.value, `waterfall: "${given.label}"`);
    const { label, text, status = "complete" } = given;
    return { label, text, kind: "total", status, begin: 0, finish: middle, lower, upper, colour: "ink" };
  };
  const first = start === undefined ? [] : [total(start)];
  const bars = steps.reduce<readonly Bar[]>((before, { label, text, value, status, colour: name }) => {
    const begin = before[before.length - 1]?.finish ?? 0;
    const { lower, upper, middle } = extentOf(value, `waterfall: "${label}"`);
    const bar: Bar = {
      label,
      text,
      kind: "step",
      status: status ?? "complete",
      begin,
      finish: begin + middle,
      lower: begin + lower,
      upper: begin + upper,
      colour: name ?? (middle < 0 ? "accent" : "muted"),
    };
    return [...before, bar];
  }, first);
  const last = total(end);
  const reached = bars[bars.length - 1]?.finish ?? 0;
  const greatest = Math.max(...[...bars, last].map(({ finish }) => Math.abs(finish)));
  if (Math.abs(reached - last.finish) > tolerance * greatest)
    throw new ChartError(
      `waterfall: the parts add up to ${reached}, but "${end.label}" is ${last.finish}: they differ by ${last.finish - reached}`,
      { hint: "Pass numbers as they were computed, before rounding, and every part, the residual too." },
    );
  return [...bars, last];
}
