/** Says something to every reader, at the foot of the window and aloud. */
import { element } from "./element.js";

/** Milliseconds for which it is seen. */
const visible = 2500;

let region: HTMLElement | undefined;
let timer: number | undefined;

/** The place must be there before anything is said in it. */
export function prepareToAnnounce(): void {
  place();
}

function place(): HTMLElement {
  if (region?.isConnected === true) return region;
  region = element("div", { id: "briefing-said", class: "said", role: "status" });
  document.querySelector("main")?.append(region);
  return region;
}

export function announce(words: string): void {
  clearTimeout(timer);
  place().textContent = words;
  timer = setTimeout(() => {
    place().textContent = "";
  }, visible);
}
