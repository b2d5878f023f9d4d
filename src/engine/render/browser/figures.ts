/**
 * Draws each figure again, where it stands and as large as it stands, when it comes near: then its marks show their data.
 * Whatever fails, the drawing stays.
 */
import { parse, View, type Spec } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { drawingName } from "./drawing-name.js";
import { createTip, type ShowTip } from "./tip.js";

/** What a page carries of a figure (figure/interactive.ts). */
interface Carried {
  readonly data: Readonly<Record<string, unknown>>;
  readonly wide: Spec;
  readonly narrow: Spec;
}

const refuse = (): Promise<never> => Promise.reject(new Error("not loaded"));
const loader = { load: refuse, http: refuse, file: refuse, sanitize: () => Promise.resolve({ href: "#" }) };
const quiet = {
  level: () => quiet,
  error: () => quiet,
  warn: () => quiet,
  info: () => quiet,
  debug: () => quiet,
};

const showTip = createTip();

if ("IntersectionObserver" in self) {
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        if ((target as HTMLElement).dataset["alive"] !== undefined) continue;
        revive(target as HTMLElement, showTip).catch(() => undefined);
      }
    },
    { rootMargin: "200px" },
  );
  const watch = (): void => {
    for (const drawing of document.querySelectorAll(".drawing:not([data-alive])")) watcher.observe(drawing);
  };
  watch();
  document.addEventListener("briefing:updated", watch);
}

/** Draws a figure again from other data, or in another way, at both widths. */
export async function redraw(figure: Element, carried: Carried, name: string): Promise<void> {
  for (const drawing of figure.querySelectorAll<HTMLElement>(".drawing")) {
    // It is not drawn as published once it comes near.
    drawing.dataset["alive"] = "true";
    await draw(drawing, carried, drawing.classList.contains("narrow") ? "narrow" : "wide", name, showTip);
  }
}

async function revive(drawing: HTMLElement, showTip: ShowTip): Promise<void> {
  const still = drawing.querySelector("svg");
  const source = drawing.closest("figure")?.querySelector("script.vega");
  if (still === null || !source) return;
  const size = drawing.classList.contains("narrow") ? "narrow" : "wide";
  await draw(drawing, JSON.parse(source.textContent) as Carried, size, drawingName(still), showTip);
}

async function draw(
  drawing: HTMLElement,
  carried: Carried,
  size: "wide" | "narrow",
  name: string,
  showTip: ShowTip,
): Promise<void> {
  const { [size]: spec, data } = carried;
  for (const set of spec.data ?? [])
    // eslint-disable-next-line house/lookups -- it is asked first
    if (Object.hasOwn(data, set.name)) Object.assign(set, { values: data[set.name] });
  await document.fonts.ready;
  const host = document.createElement("div");
  const view = new View(parse(spec, undefined, { ast: true }), {
    renderer: "svg",
    expr: expressionInterpreter,
    loader,
    logger: quiet,
    tooltip: (_handler: unknown, event: MouseEvent, _item: unknown, value: unknown) => {
      showTip(event, value);
    },
  });
  view.initialize(host);
  await view.runAsync();
  const alive = host.querySelector("svg");
  if (alive === null) return;
  takePlace(alive, drawing, name);
  drawing.replaceChildren(host);
  drawing.dataset["alive"] = "true";
}

/** As large as it was drawn, and named: one picture to those who cannot see it. */
function takePlace(alive: SVGElement, drawing: HTMLElement, name: string): void {
  const [width, height] = [alive.getAttribute("width"), alive.getAttribute("height")];
  drawing.style.aspectRatio = `${width ?? 1}/${height ?? 1}`;
  for (const part of alive.querySelectorAll("[role], [aria-label], [aria-roledescription]"))
    for (const attribute of ["role", "aria-label", "aria-roledescription", "aria-hidden"])
      part.removeAttribute(attribute);
  alive.setAttribute("role", "img");
  alive.setAttribute("aria-label", name);
}
