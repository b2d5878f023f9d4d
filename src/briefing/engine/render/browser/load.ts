/** Loads programs, and files of the site, on demand; files as scripts, because a page opened from disk cannot fetch. */
import { own } from "../../../lib/own.js";
import { element } from "./element.js";
import { unpackedText } from "./unpack.js";

/** Rejects if the file is missing. */
export async function loadScript(src: string): Promise<void> {
  await new Promise((resolve, reject) => {
    const script = element("script", { src });
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error(`${src} cannot be loaded`));
    });
    document.head.append(script);
  });
}

/** Loads a program that the page carries or links to; rejects if the browser cannot run it. */
export async function loadProgram({ dataset, textContent }: HTMLElement): Promise<void> {
  if (dataset["src"] !== undefined) await loadScript(dataset["src"]);
  // The policy of the page contains its hash.
  else document.head.append(element("script", {}, await unpackedText(textContent)));
}

/** Loads assets/NAME.js, which sets the global of the given name. */
export async function siteFile(name: string, global: string): Promise<unknown> {
  await loadScript(`assets/${name}.js`);
  const value = own(globalThis as Readonly<Record<string, unknown>>, global);
  if (value === undefined) throw new Error(`no ${global}`);
  return value;
}
