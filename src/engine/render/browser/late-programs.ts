/** The programs that draw figures are most of a page's weight, so they are loaded when a figure first needs them. */
import { element } from "./element.js";
import { loadScript } from "./site-file.js";
import { textOf } from "./unpack.js";

let loading: Promise<void> | undefined;

/** Loads them once; rejects if the browser cannot run them. */
export function loadPrograms(): Promise<void> {
  return (loading ??= load());
}

/** In order: the last one needs those before it. */
async function load(): Promise<void> {
  for (const { dataset, textContent } of document.querySelectorAll<HTMLElement>("script.program")) {
    if (dataset["src"] !== undefined) await loadScript(dataset["src"]);
    // The policy of the page contains its hash.
    else document.head.append(element("script", {}, await textOf(textContent)));
  }
}
