/**
 * Draws each figure again, where it stands and as large as it stands, when it comes near: then it answers wherever one
 * points. Whatever fails, the drawing stays.
 */
import type { Spec } from "vega";
import { drawAnswering } from "./answering-drawing.js";

/** What a page carries of a figure (figure/interactive.ts). */
interface Carried {
  readonly data: Readonly<Record<string, unknown>>;
  readonly wide: Spec;
  readonly narrow: Spec;
}

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
export async function redraw(figure: Element, carried: Carried, name: string): Promise<void> {
  for (const drawing of figure.querySelectorAll<HTMLElement>(".drawing")) {
    // It is not drawn as published once it comes near.
    drawing.dataset["alive"] = "true";
    await drawAnswering(drawing, specFor(drawing, carried), name);
  }
}

async function revive(drawing: HTMLElement): Promise<void> {
  const source = drawing.closest("figure")?.querySelector("script.vega");
  if (drawing.dataset["alive"] !== undefined || !source) return;
  await drawAnswering(drawing, specFor(drawing, JSON.parse(source.textContent) as Carried));
  drawing.dataset["alive"] = "true";
}

function specFor(drawing: HTMLElement, carried: Carried): Spec {
  const spec = carried[drawing.classList.contains("narrow") ? "narrow" : "wide"];
  for (const set of spec.data ?? [])
    // eslint-disable-next-line house/lookups -- it is asked first
    if (Object.hasOwn(carried.data, set.name)) Object.assign(set, { values: carried.data[set.name] });
  return spec;
}
