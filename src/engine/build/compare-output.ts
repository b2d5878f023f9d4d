import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { shownPath } from "../../lib/shown-path.js";
import { findStaleness, type Staleness } from "../diff/staleness.js";
import type { RenderedFile } from "../render/render-briefing.js";
import { writeOutput } from "../render/write.js";

export async function compareOutput(
  output: string,
  files: readonly RenderedFile[],
  { root }: { readonly root: string },
): Promise<Staleness> {
  const fresh = await mkdtemp(path.join(os.tmpdir(), "briefing-check-"));
  try {
    await writeOutput(fresh, files);
    return await findStaleness({ output, fresh, root, name: shownPath(output) });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
