/**
 * The Tab key leads through the text. Links to a place, downloads, tables and code of figures would be most of its stops,
 * so it passes them, and it stops once at what belongs together (tab-groups.ts), until a button at the top of the page
 * makes it stop at everything.
 */
import { element } from "./element.js";
import { joinStops, moveWithArrows, separateStops } from "./tab-groups.js";

const extras = [".permalink", ".tools :is(a, button)", "details:is(.data, .code) > summary"].join(", ");

const words = "Stop with the Tab key at every number, reference, card, download, table and code";

export function orderStops(): void {
  const toggle = element("button", { type: "button", class: "skip", "aria-pressed": "false" }, words);
  const apply = (): void => {
    const areIncluded = toggle.getAttribute("aria-pressed") === "true";
    for (const extra of document.querySelectorAll<HTMLElement>(extras)) {
      if (areIncluded) extra.removeAttribute("tabindex");
      else extra.tabIndex = -1;
    }
    joinStops();
    if (areIncluded) separateStops();
    stopAtScrolling();
  };
  toggle.addEventListener("click", () => {
    toggle.setAttribute("aria-pressed", toggle.getAttribute("aria-pressed") === "true" ? "false" : "true");
    apply();
  });
  document.querySelector("a.skip")?.after(toggle);
  moveWithArrows();
  apply();
  document.addEventListener("briefing:updated", apply);
}

/**
 * A frame is a stop only if its content is wider than it, which is known once the browser has laid it out: measuring all
 * frames at once would lay out the whole page.
 */
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  }
});

function stopAtScrolling(): void {
  for (const frame of document.querySelectorAll("main .scroll")) sizes.observe(frame);
}
