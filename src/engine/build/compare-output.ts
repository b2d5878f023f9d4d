import { withTempFolder } from "../../lib/temp-folder.js";
import { shownPath } from "../../lib/shown-path.js";
import { findStaleness, type Staleness } from "../diff/staleness.js";
import type { RenderedFile } from "../render/render-briefing.js";
import { writeOutput } from "../render/write.js";

export async function compareOutput(
  output: string,
  files: readonly RenderedFile[],
  { root }: { readonly root: string },
): Promise<Staleness> {
  return withTempFolder(async (fresh) => {
    await writeOutput(fresh, files);
    return await findStaleness({ output, fresh, root, name: shownPath(output) });
  });
}
