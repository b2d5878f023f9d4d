import { sha256 } from "../../lib/hash.js";
import { mime } from "../../model/mime.js";
import type { Notebook } from "../notebook/contract.js";
import { isJsonObject } from "../notebook/json.js";
import type { Draw, Drawing } from "../render/figure/draw.js";
import { drawRequests } from "../render/figure/requests.js";
import { drawerHash } from "../store/own-code.js";
import type { Store } from "../store/store.js";

export function drawOnce(draw: Draw): Draw {
  const known = new Map<string, Promise<Drawing>>();
  return (request) => {
    const key = sha256(JSON.stringify(request));
    const drawing = known.get(key) ?? draw(request);
    known.set(key, drawing);
    return drawing;
  };
}

/** Begins to draw the figures of an executed notebook; what cannot be drawn is reported when the page needs it. */
export function drawAhead({ cells }: Notebook, draw: Draw): void {
  const outputs = cells.flatMap((cell) => (cell.cell_type === "code" ? cell.outputs : []));
  for (const output of outputs) {
    if (!("data" in output)) continue;
    const { [mime.figure]: figure, [mime.vegaLite]: spec } = output.data;
    if (!isJsonObject(figure) || !isJsonObject(spec) || typeof figure["id"] !== "string") continue;
    for (const request of Object.values(drawRequests({ id: figure["id"], spec })))
      draw(request).catch(() => undefined);
  }
}

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
