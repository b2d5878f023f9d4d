/** Loads a file of the site on demand, as a script: a page opened from disk cannot fetch. */
import { own } from "../../../lib/own.js";

/** Loads assets/NAME.js, which sets the global of the given name. */
export function siteFile(name: string, global: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `assets/${name}.js`;
    script.addEventListener("load", () => {
      const value = own(globalThis as Readonly<Record<string, unknown>>, global);
      if (value === undefined) reject(new Error(`no ${global}`));
      else resolve(value);
    });
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error("not loaded"));
    });
    document.head.append(script);
  });
}
