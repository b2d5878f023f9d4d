/**
 * Draws each figure again, where it stands and as large as it stands, when it comes near: then it answers wherever one
 * points. Whatever fails, the drawing stays.
 */
import { interactiveOf, type EmbeddedFigure } from "../figure/embedded-figure.js";
import { drawAnswering } from "./answering-drawing.js";
import { specFor } from "./redraw.js";

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

async function revive(drawing: HTMLElement): Promise<void> {
  const source = drawing.closest("figure")?.querySelector("script.vega");
  if (drawing.dataset["alive"] !== undefined || !source) return;
  const spec = interactiveOf(JSON.parse(source.textContent) as EmbeddedFigure);
  const isWanted = () => drawing.dataset["alive"] === undefined;
  await drawAnswering(drawing, specFor(drawing, spec), { isWanted });
  drawing.dataset["alive"] = "true";
}
