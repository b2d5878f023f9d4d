import { readFileSync } from "node:fs";
import path from "node:path";

const marker = `${path.sep}node_modules${path.sep}`;

/** The folder of the installed package that a file belongs to; undefined for a file of the project. */
export function packageFolder(file: string): string | undefined {
  const at = file.lastIndexOf(marker);
  if (at < 0) return undefined;
  const base = at + marker.length;
  const [first = "", second = ""] = file.slice(base).split(path.sep);
  return file.slice(0, base) + (first.startsWith("@") ? path.join(first, second) : first);
}

/** Undefined where none is installed. */
export function packageVersion(folder: string): string | undefined {
  try {
    const text = readFileSync(path.join(folder, "package.json"), "utf8");
    const { version } = JSON.parse(text) as { version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

/** `d3-format`, `@scope/name`. */
export const packageName = (folder: string): string =>
  folder
    .slice(folder.lastIndexOf(marker) + marker.length)
    .split(path.sep)
    .join("/");
