/** Figures that were drawn before are not drawn again: an edit of the prose leaves every figure as it is. */
import { sha256 } from "../../lib/hash.js";
import type { Draw, Drawing } from "../render/figure/draw.js";
import { drawerHash } from "../store/own-code.js";
import type { Store } from "../store/store.js";

/**
 * A drawing depends on the specification with its rows, the width, the font and what draws: all of it is in its key.
 * What a figure is called and described as is written into it afterwards. One that cannot be drawn has no entry.
 */
export function cachedDraw(store: Store, draw: Draw, drawer: () => string = drawerHash): Draw {
  return async (request) => {
    const { spec, width, font } = request;
    const key = sha256(JSON.stringify([drawer(), spec, width, font]));
    const before = store.get("drawings", key) as Drawing | undefined;
    if (before !== undefined) return before;
    const drawing = await draw(request);
    store.put("drawings", key, drawing);
    return drawing;
  };
}
