import type { Spec } from "vega";
import type { InteractiveSpec } from "../figure/interactive.js";
import { drawAnswering } from "./answering-drawing.js";

const orders = new WeakMap<Element, number>();

/** Redraws a figure from other data, or in another way, at both widths; of several requests the last one counts. */
export async function redraw(figure: Element, spec: InteractiveSpec, name: string): Promise<void> {
  const order = (orders.get(figure) ?? 0) + 1;
  orders.set(figure, order);
  const isWanted = () => orders.get(figure) === order;
  for (const drawing of figure.querySelectorAll<HTMLElement>(".drawing")) {
    // Tells figures.ts not to replace it.
    drawing.dataset["alive"] = "true";
    await drawAnswering(drawing, specFor(drawing, spec), { name, isWanted });
  }
}

/** The specification for the width of a drawing, with its rows. */
export function specFor(drawing: HTMLElement, { data, wide, narrow }: InteractiveSpec): Spec {
  const spec = (drawing.classList.contains("narrow") ? narrow : wide) as unknown as Spec;
  for (const set of spec.data ?? [])
    // eslint-disable-next-line local/lookups -- it is asked first
    if (Object.hasOwn(data, set.name)) Object.assign(set, { values: data[set.name] });
  return spec;
}
