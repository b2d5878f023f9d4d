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
 * Draws a Vega specification in the place of the drawing that stands there, as large as that, and makes it answer.
 * Whatever fails, the drawing stays.
 */
export async function drawAnswering(place: Element, spec: Spec): Promise<View> {
  await document.fonts.ready;
  const before = place.querySelector("svg");
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
  const svg = host.querySelector("svg");
  if (svg === null || before === null) throw new Error("nothing is drawn");
  takePlace(svg, before);
  host.className = "answers";
  host.tabIndex = 0;
  // Screen readers pass the arrow keys on to an application alone.
  host.setAttribute("role", "application");
  host.setAttribute("aria-label", "Values of the figure: the arrow keys lead from one to the next.");
  answerWherePointed(host, view, spec);
  place.replaceChildren(host);
  return view;
}

/** As large as what was there, and named as it was: one picture to those who cannot see it. */
function takePlace(drawn: SVGElement, before: SVGElement): void {
  for (const name of ["viewBox", "width", "height"])
    drawn.setAttribute(name, before.getAttribute(name) ?? "");
  for (const part of drawn.querySelectorAll("[role], [aria-label], [aria-roledescription]"))
    for (const name of ["role", "aria-label", "aria-roledescription", "aria-hidden"])
      part.removeAttribute(name);
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", before.getAttribute("aria-label") ?? drawingName(before));
}
