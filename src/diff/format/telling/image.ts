import { format } from "d3-format";
import type { ImageChange } from "../../contract.js";

/** What differs between two pictures, in a clause. */
export function pictureWords({ pixels, wasFile = "" }: Pick<ImageChange, "pixels" | "wasFile">): string {
  if (pixels === undefined)
    return wasFile.endsWith(".svg")
      ? "what it shows differs"
      : wasFile.endsWith(".png")
        ? "its bytes differ; its pixels could not be read"
        : "its bytes differ; only PNG and SVG are compared by what they show";
  const { was, is, differing } = pixels;
  const size = ([width, height]: readonly [number, number]) => `${width} × ${height}`;
  if (size(was) !== size(is)) return `what it shows differs: ${size(was)} → ${size(is)} pixels`;
  if (differing === undefined) return "what it shows differs";
  const share = (100 * differing) / (is[0] * is[1]);
  const written = share < 0.1 ? "less than 0.1" : format(share < 10 ? ".1f" : ".0f")(share);
  return `what it shows differs in ${written}\u202f% of its pixels`;
}
