import { scheme } from "../../../engine/render/html/scheme.js";

/** The briefing's look inside JupyterLab, light and dark by JupyterLab's theme, and nowhere else on its page. */
export function addStyle(): void {
  const own = ":is(.jp-briefing,.jp-briefing-inline)";
  const colours = document.createElement("style");
  colours.textContent = `${own}{${scheme("light")}}
body[data-jp-theme-light="false"] ${own}{${scheme("dark")}}`;
  // Made of style.css and of what it shares with the page (scripts/after-compile.mjs).
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("style.css", import.meta.url).href;
  document.head.append(colours, sheet);
}
