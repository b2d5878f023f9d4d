/**
 * The panel of a number opens on a click, a tap or Enter; arrow keys move between the numbers and the citations of a
 * paragraph.
 */
import { element } from "./element.js";
import { unpacked } from "./unpack.js";

const panelWidth = 352;
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
  document.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const button = stopOf(event);
    if (step === undefined || button === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = [...paragraphOf(button).querySelectorAll<HTMLElement>(stops)];
    const next = all[all.indexOf(button) + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  });
  document.addEventListener("focusin", (event) => {
    const button = stopOf(event);
    if (button !== undefined) stopAt(button);
  });
  prepareStops();
  document.addEventListener("briefing:updated", prepareStops);
}

const valueAt = ({ target }: Event): HTMLElement | undefined =>
  (target instanceof Element && target.closest<HTMLElement>("button.value")) || undefined;

/** Numbers and citations. */
const stops = "button.value, main a.citation";

const stopOf = ({ target }: Event): HTMLElement | undefined =>
  (target instanceof Element && target.closest<HTMLElement>(stops)) || undefined;

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

/** A number under a reader's settings is not the one that the panel describes. */
function showSettings(panel: HTMLElement, button: HTMLElement): void {
  const { published } = button.dataset;
  if (published === undefined) return;
  const now = button.querySelector("data")?.textContent ?? "";
  const words = element("p", { class: "yours" }, "With your settings: ", element("b", {}, now));
  panel.querySelector(".exact")?.before(words);
  panel.querySelector(".exact")?.prepend("Published: ");
}

/** Below the value, or above it if there is more space. */
function place(panel: HTMLElement, button: Element): void {
  const box = button.getBoundingClientRect();
  const width = Math.min(panelWidth, innerWidth - 16);
  const isBelow = innerHeight - box.bottom > roomBelow || box.top < roomBelow;
  panel.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  panel.style.top = isBelow ? `${box.bottom + 6}px` : "auto";
  panel.style.maxHeight = `${(isBelow ? innerHeight - box.bottom : box.top) - 14}px`;
  panel.style.bottom = isBelow ? "auto" : `${innerHeight - box.top + 6}px`;
}

const paragraphs = "p, li, td, th, dd, h1, h2, h3, h4, figcaption, summary, blockquote, section";

const paragraphOf = (button: Element): Element =>
  button.closest("table") ?? button.closest(paragraphs) ?? document.body;

/** Only one number or citation of each paragraph is a tab stop. */
function prepareStops(): void {
  const seen = new Set<Element>();
  for (const button of document.querySelectorAll<HTMLElement>(stops)) {
    const paragraph = paragraphOf(button);
    if (seen.has(paragraph)) button.tabIndex = -1;
    else button.removeAttribute("tabindex");
    seen.add(paragraph);
  }
}

function stopAt(button: HTMLElement): void {
  for (const other of paragraphOf(button).querySelectorAll<HTMLElement>(stops)) other.tabIndex = -1;
  button.removeAttribute("tabindex");
}
