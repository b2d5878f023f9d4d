import { logger, None, parse, View, type Spec } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import type { InteractiveSpec } from "../figure/interactive.js";
import { drawingName } from "./drawing-name.js";
import { addTooltips } from "./pointing.js";

const refuse = (): Promise<never> => Promise.reject(new Error("not loaded"));
const loader = { load: refuse, http: refuse, file: refuse, sanitize: () => Promise.resolve({ href: "#" }) };

/**
 * Replaces a drawing by an interactive one drawn from a Vega specification. With a `name` it is another picture, at its
 * natural size; without one it is the same, and the page does not move.
 */
export async function drawAnswering(place: HTMLElement, spec: Spec, order: DrawingOrder): Promise<void> {
  const { name, isWanted } = order;
  await document.fonts.ready;
  const host = document.createElement("div");
  const view = new View(parse(spec, undefined, { ast: true }), {
    renderer: "svg",
    expr: expressionInterpreter,
    loader,
    logger: logger(None),
    tooltip: () => undefined,
  });
  view.initialize(host);
  await view.runAsync();
  const drawn = host.querySelector("svg");
  const before = place.querySelector("svg");
  if (drawn === null || before === null) throw new Error("nothing is drawn");
  if (name === undefined) for (const side of sides) drawn.setAttribute(side, before.getAttribute(side) ?? "");
  const [, width, height] = sides.map((side) => drawn.getAttribute(side));
  place.style.aspectRatio = `${width ?? 1}/${height ?? 1}`;
  exposeAsImage(drawn, name ?? drawingName(before));
  if (!isWanted()) {
    view.finalize();
    return;
  }
  addTooltips(host, view, spec);
  const hadFocus = place.contains(document.activeElement);
  place.replaceChildren(host);
  views.get(place)?.finalize();
  views.set(place, view);
  if (hadFocus) host.focus();
}

/** By the element that holds the drawing. */
const views = new WeakMap<HTMLElement, View>();

interface DrawingOrder {
  /** The accessible name, if it differs from the picture it replaces. */
  readonly name?: string;
  /** Whether no newer drawing was requested meanwhile. */
  readonly isWanted: () => boolean;
}

const sides = ["viewBox", "width", "height"] as const;

/** Exposes the drawing to assistive technology as a single image. */
function exposeAsImage(drawn: SVGElement, name: string): void {
  for (const part of drawn.querySelectorAll("[role], [aria-label], [aria-roledescription]"))
    for (const attribute of ["role", "aria-label", "aria-roledescription", "aria-hidden"])
      part.removeAttribute(attribute);
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", name);
}

const orders = new WeakMap<Element, number>();

/** Draws one drawing of a figure again, from other data; of several requests the last one counts. */
export async function redrawDrawing(
  drawing: HTMLElement,
  spec: InteractiveSpec,
  name: string | undefined,
): Promise<void> {
  const order = (orders.get(drawing) ?? 0) + 1;
  orders.set(drawing, order);
  const isWanted = () => orders.get(drawing) === order;
  drawing.dataset["alive"] = "true";
  for (const attribute of ["tabindex", "role", "aria-label"]) drawing.removeAttribute(attribute);
  await drawAnswering(drawing, specFor(drawing, spec), { isWanted, ...(name !== undefined && { name }) });
}

/** The specification for the width of a drawing, with its rows. */
export function specFor(drawing: HTMLElement, { data, wide, narrow }: InteractiveSpec): Spec {
  // Vega changes what it draws, and a drawing may be drawn again.
  const spec = structuredClone(drawing.classList.contains("narrow") ? narrow : wide) as Spec;
  for (const set of spec.data ?? [])
    // eslint-disable-next-line local/lookups -- hasOwn is asked first
    if (Object.hasOwn(data, set.name)) Object.assign(set, { values: structuredClone(data[set.name]) });
  return spec;
}
