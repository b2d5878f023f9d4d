/** The panel of a number opens on a click, a tap or Enter (tab-groups.ts leads to the numbers). */
import { element } from "./element.js";
import { labels } from "./setting-labels.js";
import { unpacked } from "./unpack.js";

/** In root font sizes, as in linking.css: it grows with the reader's text size. */
const panelWidth = 22;
/** Space below a value, in pixels, in which its panel fits. */
const roomBelow = 220;

/** All listeners are on the document, so that a page that changes in place needs no new ones. */
export function openPanels(): void {
  let opener: HTMLElement | undefined;

  document.addEventListener("click", (event) => {
    const button = valueAt(event);
    const panel = document.getElementById("panel");
    if (button === undefined || panel === null) return;
    // The browser would open the panel before it has content.
    event.preventDefault();
    if (panel.matches(":popover-open") && opener === button) {
      panel.hidePopover();
      return;
    }
    opener = button;
    void open(panel, button, event.detail === 0 ? "keyboard" : "pointer");
  });
  document.addEventListener(
    "beforetoggle",
    ({ target, newState }) => {
      if (!(target instanceof HTMLElement) || target.id !== "panel" || newState !== "closed") return;
      // If the focus was inside, it returns to the value.
      if (target.contains(document.activeElement)) opener?.focus({ preventScroll: true });
    },
    { capture: true },
  );
}

const valueAt = ({ target }: Event): HTMLElement | undefined =>
  (target instanceof Element && target.closest<HTMLElement>("button.value")) || undefined;

async function open(panel: HTMLElement, button: HTMLElement, by: "keyboard" | "pointer"): Promise<void> {
  const values = document.querySelector("script.values");
  const words = values && ((await unpacked(values)) as Readonly<Record<string, string>>);
  const text = new Map(Object.entries(words ?? {})).get(button.dataset["value"] ?? "");
  if (text !== undefined) panel.innerHTML = text;
  showSettings(panel, button);
  place(panel, button);
  panel.showPopover();
  panel.scrollTop = 0;
  // The content of the panel is next in tab order.
  if (by === "keyboard") panel.querySelector<HTMLElement>(".close")?.focus();
}

/** A panel describes the published number and its sentence, also where a reader's settings have changed either. */
function showSettings(panel: HTMLElement, button: HTMLElement): void {
  const isUnderSettings = document.documentElement.classList.contains("has-settings");
  if (!isUnderSettings || button.closest("[data-live]") === null) return;
  const now = button.querySelector("data")?.textContent ?? "";
  const words = element("p", { class: "yours" }, `${labels.yours} `, element("b", {}, now));
  words.append(`. ${labels.panelAsPublished}`);
  panel.querySelector(".exact")?.before(words);
  if (button.dataset["published"] !== undefined) panel.querySelector(".exact")?.prepend("Published: ");
}

/** Below the value, or above it if there is more space. */
function place(panel: HTMLElement, button: Element): void {
  const box = button.getBoundingClientRect();
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const width = Math.min(panelWidth * rem, innerWidth - 16);
  const isBelow = innerHeight - box.bottom > roomBelow || box.top < roomBelow;
  panel.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  panel.style.top = isBelow ? `${box.bottom + 6}px` : "auto";
  panel.style.maxHeight = `${(isBelow ? innerHeight - box.bottom : box.top) - 14}px`;
  panel.style.bottom = isBelow ? "auto" : `${innerHeight - box.top + 6}px`;
}
