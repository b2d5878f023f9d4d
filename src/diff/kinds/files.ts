import type { KindContext } from "./context.js";
import { comparePixels } from "./pixels.js";
import { svgMeaning } from "./svg-meaning.js";

/** Two files by their hashes, and their texts where they differ and could be read. */
type FileComparison =
  | { readonly status: "same" }
  | { readonly status: "unread" }
  | { readonly status: "differ"; readonly was: string; readonly is: string };

export function compareFiles(
  wasPath: string,
  isPath: string,
  { before, after }: Pick<KindContext, "before" | "after">,
): FileComparison {
  const [one, two] = [before.report.files[wasPath], after.report.files[isPath]];
  if (one !== undefined && one === two) return { status: "same" };
  const [was, is] = [before.files.get(wasPath), after.files.get(isPath)];
  if (was === undefined || is === undefined) return { status: "unread" };
  return was === is ? { status: "same" } : { status: "differ", was, is };
}

/** Of an SVG what it draws, of a PNG its pixels; of all others their bytes. */
export function comparePictures(
  wasPath: string,
  isPath: string,
  context: Pick<KindContext, "before" | "after">,
): "same" | "differs" | "unknown" {
  const files = compareFiles(wasPath, isPath, context);
  if (files.status === "same") return "same";
  if (files.status === "unread") return /\.svg$/.test(isPath) ? "unknown" : "differs";
  if (wasPath.endsWith(".svg") && isPath.endsWith(".svg"))
    return svgMeaning(files.was) === svgMeaning(files.is) ? "same" : "differs";
  return comparePixels(files.was, files.is)?.differing === 0 ? "same" : "differs";
}
