/**
 * Redraws a figure, at the same place and size, when a reader reaches it, so that it can show tooltips; if anything
 * fails then, the static drawing stays. Also draws it for other settings (live-figures.ts).
 */
import { drawAnswering, redrawDrawing, specFor } from "./answering-drawing.js";
import { requests, type Request } from "./carried.js";

document.addEventListener(requests.alive, (event) => {
  const { target, detail } = event as CustomEvent<Request>;
  if (target instanceof HTMLElement) comeAlive(target, detail).catch(() => undefined);
});

document.addEventListener(requests.redraw, (event) => {
  const { target, detail } = event as CustomEvent<Request>;
  if (target instanceof HTMLElement)
    redrawDrawing(target, detail.carried.vega, detail.name).catch(() => detail.onFail?.());
});

async function comeAlive(drawing: HTMLElement, { carried, at }: Request): Promise<void> {
  const isWanted = () => drawing.dataset["alive"] === undefined;
  if (!isWanted()) return;
  await drawAnswering(drawing, specFor(drawing, carried.vega), { isWanted });
  drawing.dataset["alive"] = "true";
  for (const attribute of ["tabindex", "role", "aria-label"]) drawing.removeAttribute(attribute);
  if (at === undefined) return;
  // The touch that woke the drawing gets its tooltip, as does a pointer that has not moved since.
  const { x: clientX, y: clientY } = at;
  document
    .elementFromPoint(clientX, clientY)
    ?.dispatchEvent(new PointerEvent("pointermove", { clientX, clientY, bubbles: true }));
}
