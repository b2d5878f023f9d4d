/** Programs that draw figures are most of a page's weight: they are loaded when a reader first asks a figure for something. */
import { textOf } from "./unpack.js";

let loading: Promise<void> | undefined;

/** Once; rejects where the browser runs none of them. */
export function loadPrograms(): Promise<void> {
  return (loading ??= load());
}

/** One after the other: the last one asks for those before it. */
async function load(): Promise<void> {
  for (const carrier of document.querySelectorAll<HTMLElement>("script.program")) {
    const { src } = carrier.dataset;
    const program = document.createElement("script");
    if (src === undefined) {
      // The policy of the page knows its hash.
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
