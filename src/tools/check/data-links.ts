import { readdir, readlink, realpath } from "node:fs/promises";
import path from "node:path";
import { isInside } from "../../lib/file-inside.js";
import { shownPath } from "../../lib/shown-path.js";
import type { Finding } from "./contract.js";

/** What data/ has from outside the project: a linked disk is normal, and whoever gets the project lacks it. */
export async function dataLinks(root: string): Promise<readonly Finding[]> {
  const data = path.join(root, "data");
  const project = await realpath(root);
  const entries = await readdir(data, { recursive: true, withFileTypes: true }).catch(() => []);
  const links = entries.filter((entry) => entry.isSymbolicLink());
  const found = await Promise.all(
    [data, ...links.map(({ parentPath, name }) => path.join(parentPath, name))].sort().map(async (file) => {
      const named = await readlink(file).catch(() => undefined);
      if (named === undefined) return undefined;
      const target = await realpath(file).catch(() => undefined);
      if (target === undefined) return noteOf(file, `${named}, which is not there`);
      return isInside(project, target) ? undefined : noteOf(file, `${target}, outside the project`);
    }),
  );
  return found.filter((each) => each !== undefined);
}

const noteOf = (file: string, target: string): Finding => ({
  check: "links",
  severity: "note",
  path: shownPath(file),
  message: `This is a link to ${target}.`,
  hint: "A copy of the project does not have what it leads to.",
});
