/** The programs that draw figures are most of a page's weight, so they are loaded when a figure first needs them. */
import { textOf } from "./unpack.js";

let loading: Promise<void> | undefined;

/** Loads them once; rejects if the browser cannot run them. */
export function loadPrograms(): Promise<void> {
  return (loading ??= load());
}

/** In order: the last one needs those before it. */
async function load(): Promise<void> {
  for (const carrier of document.querySelectorAll<HTMLElement>("script.program")) {
    const { src } = carrier.dataset;
    const program = document.createElement("script");
    if (src === undefined) {
      // The policy of the page contains its hash.
      program.textContent = await textOf(carrier.textContent);
      document.head.append(program);
      continue;
    }
    await new Promise((resolve, reject) => {
      program.addEventListener("load", resolve);
      program.addEventListener("error", reject);
      program.src = src;
      document.head.append(program);
    });
  }
}
