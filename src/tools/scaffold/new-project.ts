import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { packageName, titleOf } from "./names.js";

const template = fileURLToPath(new URL("template", import.meta.url));

/** The files of a new project, by path: a briefing of one chapter that builds at once. */
export async function projectFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const name = path.basename(path.resolve(folder));
  const title = titleOf(name);
  const files = new Map<string, string>();
  for (const entry of await readdir(template, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const target = path.relative(template, file).split(path.sep).join("/");
    // npm leaves files of this name out of a package.
    files.set(
      target === "gitignore" ? ".gitignore" : target,
      (await readFile(file, "utf8")).replace("TITLE", () => title),
    );
  }
  files.set("notebooks/briefing.yml", configuration(title));
  files.set("package.json", manifest(packageName(name)));
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function configuration(title: string): string {
  return [
    `title: ${JSON.stringify(title)}`,
    "authors:",
    "  - Your name",
    "# The only date printed; output/ is the same on any day.",
    "# date: 2026-01-31",
    "# Without an order all notebooks are taken by name.",
    "order:",
    "  - 01-first.ipynb",
    "# The first page begins with `headline:` of a chapter's front matter and this figure; `findings:` names chapters.",
    "firstPage:",
    "  lead: loans",
    "parameters: {}",
    "",
  ].join("\n");
}

/** No dependency: the command resolves what notebooks import from its own installation. */
function manifest(name: string): string {
  const scripts = { build: "briefing build", check: "briefing check", diff: "briefing diff" };
  return `${JSON.stringify({ name, private: true, type: "module", scripts }, undefined, 2)}\n`;
}
