/** The setting `colours` of a project: which value of the data has which colour in every chart. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { foldersUpwards } from "../../lib/folders-upwards.js";
import { readYaml, yaml } from "../../lib/yaml.js";
import type { ProjectColour } from "../../model/colours.js";

const settings = "notebooks/briefing.yml";

/** The briefing.yml of the nearest project, from a folder upwards; without a project, that of the folder itself. */
export function settingsFile(folder: string): string {
  const files = foldersUpwards(folder).map((root) => path.join(root, ...settings.split("/")));
  return files.find((file) => existsSync(file)) ?? path.join(folder, "briefing.yml");
}

/** The colours in the file now, unchecked. A file that cannot be read has none; a build reports it with its place. */
export function coloursIn(file: string): readonly ProjectColour[] {
  const text = textIfReadable(file);
  // Most projects fix no colours, and parsing takes longer than reading.
  if (text?.includes("colours") !== true) return [];
  const read = readYaml(text);
  if ("fault" in read) return [];
  const { isMap, isScalar } = yaml();
  const node: unknown = read.document.get("colours", true);
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => {
    if (!isScalar(key) || !isScalar(value)) return [];
    const before = text.slice(0, value.range?.[0] ?? 0).split("\n");
    const where = `${settings}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
    return [{ name: String(key.value), colour: String(value.value), where }];
  });
}

function textIfReadable(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
