/** Announces a message to all readers, at the foot of the window and to screen readers. */
import { element } from "./element.js";

/** Milliseconds for which a message is shown: at least, and for each of its characters. */
const visible = { least: 2500, character: 70 };

let region: HTMLElement | undefined;
let timer: number | undefined;

/** A live region must exist before its first message. */
export function prepareToAnnounce(): HTMLElement {
  if (region?.isConnected === true) return region;
  region = element("div", { id: "briefing-said", class: "said", role: "status" });
  document.querySelector("main")?.append(region);
  return region;
}

export function announce(words: string): void {
  clearTimeout(timer);
  prepareToAnnounce().textContent = words;
  timer = setTimeout(
    () => {
      prepareToAnnounce().textContent = "";
    },
    Math.max(visible.least, visible.character * words.length),
  );
}
