/**
 * Draws each figure again, where it stands and as large as it stands, when it comes near: then it answers wherever one
 * points. Whatever fails, the drawing stays.
 */
import type { Spec } from "vega";
import { interactiveOf, type CarriedFigure } from "../figure/carried.js";
import type { InteractiveSpec } from "../figure/interactive.js";
import { drawAnswering } from "./answering-drawing.js";

if ("IntersectionObserver" in self) {
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        revive(target as HTMLElement).catch(() => undefined);
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
export async function redraw(figure: Element, spec: InteractiveSpec, name: string): Promise<void> {
  for (const drawing of figure.querySelectorAll<HTMLElement>(".drawing")) {
    // It is not drawn as published once it comes near.
    drawing.dataset["alive"] = "true";
    await drawAnswering(drawing, specFor(drawing, spec), name);
  }
}

async function revive(drawing: HTMLElement): Promise<void> {
  const source = drawing.closest("figure")?.querySelector("script.vega");
  if (drawing.dataset["alive"] !== undefined || !source) return;
  await drawAnswering(
    drawing,
    specFor(drawing, interactiveOf(JSON.parse(source.textContent) as CarriedFigure)),
  );
  drawing.dataset["alive"] = "true";
}

function specFor(drawing: HTMLElement, { data, wide, narrow }: InteractiveSpec): Spec {
  const spec = (drawing.classList.contains("narrow") ? narrow : wide) as unknown as Spec;
  for (const set of spec.data ?? [])
    // eslint-disable-next-line house/lookups -- it is asked first
    if (Object.hasOwn(data, set.name)) Object.assign(set, { values: data[set.name] });
  return spec;
}
