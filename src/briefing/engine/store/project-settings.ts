/** Settings of a project that its cells use: which colours values of the data have, and the currency of amounts. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { foldersUpwards } from "../../lib/folders-upwards.js";
import { readYaml, yaml } from "../../lib/yaml.js";
import type { ProjectSetting, SettingKey } from "../../model/project-settings.js";

const settings = "notebooks/briefing.yml";

/** The briefing.yml of the nearest project, from a folder upwards; without a project, that of the folder itself. */
export function settingsFile(folder: string): string {
  const files = foldersUpwards(folder).map((root) => path.join(root, ...settings.split("/")));
  return files.find((file) => existsSync(file)) ?? path.join(folder, "briefing.yml");
}

/** Of each setting, the text that it was last read from: every amount of money asks for the currency. */
const lastRead = new Map<
  SettingKey,
  { readonly text: string; readonly entries: readonly ProjectSetting[] }
>();

/** The entries of a setting now, unchecked. A file that cannot be read has none; a build reports it with its place. */
export function settingIn(file: string, key: SettingKey): readonly ProjectSetting[] {
  const text = textIfReadable(file);
  // Most projects have neither setting, and loading the package and parsing takes longer than reading.
  if (text === undefined || !mayHave(text, key)) return [];
  const last = lastRead.get(key);
  if (last?.text === text) return last.entries;
  const entries = parsedSetting(text, key);
  lastRead.set(key, { text, entries });
  return entries;
}

/** Whether the key begins a line, or an entry of a map in braces. */
const mayHave = (text: string, key: SettingKey): boolean =>
  new RegExp(String.raw`(?:^|[{,])[\s?"']*${key}["']?\s*:`, "m").test(text);

function parsedSetting(text: string, key: SettingKey): readonly ProjectSetting[] {
  const read = readYaml(text);
  if ("fault" in read) return [];
  const { isMap, isScalar } = yaml();
  const entryOf = (name: unknown, value: unknown): readonly ProjectSetting[] => {
    if (!isScalar(value)) return [];
    const before = text.slice(0, value.range?.[0] ?? 0).split("\n");
    const where = `${settings}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
    return [{ name: String(name), value: String(value.value), where }];
  };
  const node: unknown = read.document.get(key, true);
  if (!isMap(node)) return entryOf(key, node);
  return node.items.flatMap((item) => (isScalar(item.key) ? entryOf(item.key.value, item.value) : []));
}

function textIfReadable(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

const between = " in ";

/** A setting of a briefing.yml, as a fingerprint and messages name it: `colours in /…/notebooks/briefing.yml`. */
export const settingName = (key: SettingKey, file: string): string => key + between + file;

/** The key and the file of such a name. */
export function settingOf(name: string): { readonly key: SettingKey; readonly file: string } {
  const [key = ""] = name.split(between, 1);
  return { key: key as SettingKey, file: name.slice(key.length + between.length) };
}
