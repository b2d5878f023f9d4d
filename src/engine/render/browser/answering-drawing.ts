import { parse, View, type Spec } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { drawingName } from "./drawing-name.js";
import { addTooltips } from "./pointing.js";

const refuse = (): Promise<never> => Promise.reject(new Error("not loaded"));
const loader = { load: refuse, http: refuse, file: refuse, sanitize: () => Promise.resolve({ href: "#" }) };
const quiet = {
  level: () => quiet,
  error: () => quiet,
  warn: () => quiet,
  info: () => quiet,
  debug: () => quiet,
};

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
    logger: quiet,
    tooltip: () => undefined,
  });
  view.initialize(host);
  await view.runAsync();
  const [drawn, before] = [host.querySelector("svg"), place.querySelector("svg")];
  if (drawn === null || before === null) throw new Error("nothing is drawn");
  if (name === undefined) for (const side of sides) drawn.setAttribute(side, before.getAttribute(side) ?? "");
  const [, width, height] = sides.map((side) => drawn.getAttribute(side));
  place.style.aspectRatio = `${width ?? 1}/${height ?? 1}`;
  exposeAsImage(drawn, name ?? before.getAttribute("aria-label") ?? drawingName(before));
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

export interface DrawingOrder {
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
