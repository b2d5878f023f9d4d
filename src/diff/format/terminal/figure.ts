import type { FigureChange } from "../../contract.js";
import type { FigureData, PointChange } from "../../contract/figure.js";
import { pointArrow } from "../telling/figure.js";
import { line, type Line, type Style } from "./style.js";
import { named } from "./table.js";
import { clip } from "../excerpts.js";
import { more, spansText, textLines } from "./texts.js";

const mostPoints = 10;
const mostSpecs = 12;

/** Data first, then the specification, then words, then what is drawn. */
export function figureLines(figure: FigureChange, style: Style): readonly Line[] {
  const { data, spec, texts, picture, unread = [] } = figure;
  const isExplained = data !== undefined || spec.length > 0 || texts.length > 0;
  return [
    ...(data === undefined ? [] : dataLines(data, style)),
    ...spec.slice(0, mostSpecs).map(({ aspect, path, was, is }) => {
      const change = `${style.removed(clip(was ?? "nothing", 80))} → ${style.added(clip(is ?? "nothing", 80))}`;
      return line(4, `${style.muted(aspect.padEnd(8))} ${path}: ${change}`, 9);
    }),
    ...(spec.length > mostSpecs ? [more(spec.length - mostSpecs, "part of the specification", style)] : []),
    ...textLines(texts, style),
    ...unread.map((file) => line(4, style.warning(`its ${file} differs, but could not be read`))),
    ...(picture === "differs" && !isExplained ? [line(4, "only what is drawn differs")] : []),
    ...(picture === "unknown" ? [line(4, style.muted("the drawings could not be compared"))] : []),
  ];
}

function dataLines(data: FigureData, style: Style): readonly Line[] {
  const { pointsMoved: moved } = data;
  return [
    ...(moved.length > 1 ? greatestLines(data, style) : []),
    ...moved.slice(0, mostPoints).map((point) => line(4, pointText(point, style))),
    ...(moved.length > mostPoints ? [more(moved.length - mostPoints, "point", style)] : []),
    ...named(
      "+ points",
      data.pointsAdded.map(({ name }) => name),
      style,
      style.added,
    ),
    ...named(
      "- points",
      data.pointsRemoved.map(({ name }) => name),
      style,
      style.removed,
    ),
    ...named("+ series", data.seriesAdded, style, style.added),
    ...named("- series", data.seriesRemoved, style, style.removed),
    ...named("+ columns", data.columnsAdded, style, style.added),
    ...named("- columns", data.columnsRemoved, style, style.removed),
  ];
}

function greatestLines({ pointsMoved, greatestAbsolute }: FigureData, style: Style): readonly Line[] {
  const head = `${pointsMoved.length} points moved, those that moved most first`;
  const most =
    greatestAbsolute === undefined || greatestAbsolute === pointsMoved[0]
      ? ""
      : `; by number: ${pointText(greatestAbsolute, style)}`;
  return [line(4, head + most)];
}

function pointText(moved: PointChange, style: Style): string {
  const { point, column, delta } = moved;
  const change = spansText(
    pointArrow(moved).map((span) => ({
      ...span,
      text: span.mark === undefined ? span.text : clip(span.text, 40),
    })),
    style,
  );
  const place = point.name === "" ? column : `${clip(point.name, 60)}${style.muted(":")} ${column}`;
  return `${place} ${change}${delta === undefined ? "" : ` ${delta.text}`}`;
}
