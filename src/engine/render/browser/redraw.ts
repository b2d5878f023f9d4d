import type { Spec } from "vega";
import type { InteractiveSpec } from "../figure/interactive.js";
import { drawAnswering } from "./answering-drawing.js";

/** Draws a figure again from other data, or in another way, at both widths. */
export async function redraw(figure: Element, spec: InteractiveSpec, name: string): Promise<void> {
  for (const drawing of figure.querySelectorAll<HTMLElement>(".drawing")) {
    // It is not drawn as published once it comes near.
    drawing.dataset["alive"] = "true";
    await drawAnswering(drawing, specFor(drawing, spec), name);
  }
}

/** What is drawn at the width of a drawing, with its rows. */
export function specFor(drawing: HTMLElement, { data, wide, narrow }: InteractiveSpec): Spec {
  const spec = (drawing.classList.contains("narrow") ? narrow : wide) as unknown as Spec;
  for (const set of spec.data ?? [])
    // eslint-disable-next-line house/lookups -- it is asked first
    if (Object.hasOwn(data, set.name)) Object.assign(set, { values: data[set.name] });
  return spec;
}
