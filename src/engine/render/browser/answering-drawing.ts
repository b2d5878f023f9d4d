import { parse, View, type Spec } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { drawingName } from "./drawing-name.js";
import { answerWherePointed } from "./pointing.js";

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
 * Draws a Vega specification in the place of the drawing that stands there, and makes it answer. Under a name of its own
 * it is another picture, as large as it comes out; without one it is the same, and the page does not move.
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
  nameAsOne(drawn, name ?? before.getAttribute("aria-label") ?? drawingName(before));
  if (!isWanted()) {
    view.finalize();
    return;
  }
  answerWherePointed(host, view, spec);
  const hadFocus = place.contains(document.activeElement);
  place.replaceChildren(host);
  views.get(place)?.finalize();
  views.set(place, view);
  if (hadFocus) host.focus();
}

/** By the place of the drawing. */
const views = new WeakMap<HTMLElement, View>();

export interface DrawingOrder {
  /** Of another picture than the one that stands there. */
  readonly name?: string;
  /** Whether nothing else was asked for while this was drawn. */
  readonly isWanted: () => boolean;
}

const sides = ["viewBox", "width", "height"] as const;

/** One picture to those who cannot see it. */
function nameAsOne(drawn: SVGElement, name: string): void {
  for (const part of drawn.querySelectorAll("[role], [aria-label], [aria-roledescription]"))
    for (const attribute of ["role", "aria-label", "aria-roledescription", "aria-hidden"])
      part.removeAttribute(attribute);
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", name);
}
