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

if ("IntersectionObserver" in self) {
  const showTip = createTip();
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
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

async function revive(drawing: HTMLElement, showTip: ShowTip): Promise<void> {
  const still = drawing.querySelector("svg");
  const source = drawing.closest("figure")?.querySelector("script.vega");
  if (still === null || !source) return;
  const size = drawing.classList.contains("narrow") ? "narrow" : "wide";
  const { [size]: spec, data } = JSON.parse(source.textContent) as Carried;
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
  takePlace(alive, still);
  still.replaceWith(host);
  drawing.dataset["alive"] = "true";
}

/** As large as the still was, and named as it was: one picture to those who cannot see it. */
function takePlace(alive: SVGElement, still: SVGElement): void {
  for (const name of ["viewBox", "width", "height"]) alive.setAttribute(name, still.getAttribute(name) ?? "");
  for (const part of alive.querySelectorAll("[role], [aria-label], [aria-roledescription]"))
    for (const name of ["role", "aria-label", "aria-roledescription", "aria-hidden"])
      part.removeAttribute(name);
  alive.setAttribute("role", "img");
  alive.setAttribute("aria-label", drawingName(still));
}
