import path from "node:path";
import type { Overwrite } from "../engine/render/write.js";
import { refuseUnwritable } from "./refuse-unwritable.js";

/** Refuses an output folder that a briefing of these notebooks could not be written to, before they are executed. */
export async function refuseOccupied(
  folder: string,
  notebooks: readonly string[],
  overwrite: Overwrite,
): Promise<void> {
  await refuseUnwritable([folder], "Name another folder: -o DIR");
  const { refuseForeign } = await import("../engine/render/write.js");
  const stored = notebooks.map((notebook) => `notebooks/${path.basename(notebook)}`);
  // What the figures are called is known only when the notebooks were executed: writing looks at them again.
  await refuseForeign(folder, ["report.json", "briefing.md", "briefing.html", ...stored], overwrite);
}
