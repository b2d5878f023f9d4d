/** Highlights in the drawing: a thin rule, rings, and the series under the pointer brought forward. */
import type { Mark, Scene } from "../tooltips/scene.js";
import type { ReadPlot, Stop } from "../tooltips/nearest.js";

const svgNames = "http://www.w3.org/2000/svg";

function svgElement(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(svgNames, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** A layer above the drawing that ignores the pointer. */
export function createLayer(svg: SVGElement): SVGGElement {
  const layer = svgElement("g", { class: "pointed" }) as SVGGElement;
  const transform = svg.querySelector(":scope > g")?.getAttribute("transform");
  if (transform) layer.setAttribute("transform", transform);
  svg.append(layer);
  return layer;
}

export function markStop(layer: SVGGElement, { area, reading }: ReadPlot, { x, y, marks }: Stop): void {
  const along = { x: { ...area, x1: x, x2: x }, y: { ...area, y1: y, y2: y } };
  const line = reading === "x" || reading === "y" ? [svgElement("line", along[reading])] : [];
  layer.replaceChildren(...line, ...marks.filter(({ type }) => type !== "area").map(outline));
}

function outline(mark: Mark): SVGElement {
  const { type, x, y, item, box } = mark;
  const { x1, x2, y1, y2 } = box;
  const path = elementOf(mark)?.getAttribute("d");
  if (type === "shape" && path) {
    const from = item.bounds ?? box;
    return svgElement("path", { d: path, transform: `translate(${x1 - from.x1},${y1 - from.y1})` });
  }
  return type === "rect" || type === "shape"
    ? svgElement("rect", { x: x1, y: y1, width: x2 - x1, height: y2 - y1 })
    : svgElement("circle", { cx: x, cy: y, r: 6 });
}

/** The series of a mark: the text of the field that distinguishes the series of its plot. */
export type SeriesOf = (mark: Mark) => string | undefined;

/** Fades all other series; none is highlighted if `series` is undefined. */
export function lift({ plots, legend }: Scene, seriesOf: SeriesOf, series: string | undefined): void {
  const fade = (element: Element | undefined, own: string | undefined) =>
    element?.classList.toggle("faded", series !== undefined && own !== undefined && own !== series);
  for (const mark of plots.flatMap(({ marks }) => marks)) fade(elementOf(mark), seriesOf(mark));
  for (const { item, value } of legend) fade(drawnAs(item), value);
}

export const elementOf = ({ line, item }: Mark): Element | undefined => drawnAs(line ?? item);

export function drawnAs({ _svg }: Mark["item"]): Element | undefined {
  return _svg instanceof Element ? _svg : undefined;
}

/** The symbol of a series, as in the drawing. */
export function signOf(mark: Mark, scene: Scene, seriesOf: SeriesOf): SVGElement | undefined {
  const series = seriesOf(mark);
  const marks = scene.plots.flatMap((plot) => plot.marks);
  const same = marks.filter((other) => series !== undefined && seriesOf(other) === series);
  const symbol =
    mark.type === "symbol"
      ? mark
      : same.findLast((other) => other.type === "symbol" && other.datum.get("status") !== "early count");
  const drawn = elementOf(symbol ?? same.find(({ type }) => type === "line") ?? mark);
  if (drawn === undefined) return undefined;
  const sign = svgElement("svg", { viewBox: "-8 -6 16 12", width: 16, height: 12, "aria-hidden": "true" });
  sign.append(symbol === undefined ? swatch(drawn) : cloneOf(drawn));
  return sign;
}

function cloneOf(symbol: Element): Element {
  const copy = symbol.cloneNode() as Element;
  for (const name of ["transform", "class", "opacity"]) copy.removeAttribute(name);
  return copy;
}

/** A line keeps its dashes; a bar or an area becomes a small square. */
function swatch(drawn: Element): SVGElement {
  const paint = (name: string) => drawn.getAttribute(name);
  const fill = paint("fill");
  const stroke = paint("stroke");
  if (fill !== null && fill !== "none" && fill !== "transparent")
    return svgElement("rect", { x: -5, y: -5, width: 10, height: 10, fill, stroke: stroke ?? "none" });
  return svgElement("line", {
    x1: -8,
    x2: 8,
    y1: 0,
    y2: 0,
    stroke: stroke ?? "currentColor",
    "stroke-width": 2,
    ...(paint("stroke-dasharray") !== null && { "stroke-dasharray": paint("stroke-dasharray") ?? "" }),
  });
}
