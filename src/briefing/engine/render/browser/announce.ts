/** Announces a message to all readers, at the foot of the window and to screen readers. */
import { element } from "./element.js";

/** Milliseconds for which the message is shown. */
const visible = 2500;

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
  timer = setTimeout(() => {
    prepareToAnnounce().textContent = "";
  }, visible);
}
