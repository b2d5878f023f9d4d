/** Figures that were drawn before are not drawn again: an edit of the prose leaves every figure as it is. */
import { createHash } from "node:crypto";
import path from "node:path";
import { markUsed, readChecked, writeChecked } from "../engine/compile/checked-file.js";
import type { Read } from "../engine/compile/remember.js";
import type { Draw, Drawing } from "../engine/render/figure/draw.js";
import { drawerHash } from "./runtime.js";

interface KeepingDrawings {
  readonly read?: Read;
  /** Names what draws. */
  readonly drawer?: () => string;
}

/**
 * A drawing depends on the specification with its rows, the width, the font and what draws: all of it is in its name.
 * What a figure is called and described as is written into it afterwards. One that cannot be drawn is not kept.
 */
export function keptDrawings(
  folder: string,
  { read = readChecked, drawer = drawerHash }: KeepingDrawings = {},
): Draw {
  return async (request) => {
    const { spec, width, font } = request;
    const key = createHash("sha256")
      .update(JSON.stringify([drawer(), spec, width, font]))
      .digest("hex");
    const file = path.join(folder, `${key}.json`);
    const kept = read(file) as Drawing | undefined;
    if (kept !== undefined) {
      markUsed(file);
      return kept;
    }
    const { drawFigure } = await import("../engine/render/figure/draw.js");
    const drawing = await drawFigure(request);
    writeChecked(file, drawing);
    return drawing;
  };
}
