/** The browser of `briefing diff --pictures`. */
import type { PictureRequest } from "../engine/diff/screenshots/compare-pages.js";
import { interruptible } from "./ending.js";
import { progressLine } from "./terminal.js";

/** Runs a comparison; if pictures are wanted, with a browser that an interruption ends, and progress. */
export async function withPictures<Result>(
  { pictures }: { readonly pictures?: true },
  compare: (request: PictureRequest | undefined) => Promise<Result>,
): Promise<Result> {
  if (pictures === undefined) return compare(undefined);
  const { findPictureBrowser } = await import("../engine/diff/screenshots/compare-pages.js");
  const browser = findPictureBrowser(process.env);
  const line = progressLine({ elsewhere: "nothing" });
  return interruptible((signal) => compare({ browser, signal, onProgress: line.show })).finally(line.close);
}
