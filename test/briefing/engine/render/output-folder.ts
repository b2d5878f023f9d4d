import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { sha256 } from "../../../../src/briefing/lib/hash.js";
import type { RenderedFile } from "../../../../src/briefing/engine/render/render-briefing.js";

/** An output as the renderer makes it: files, and report.json, which lists them, last. */
export function output(files: Readonly<Record<string, string>>): readonly RenderedFile[] {
  const rendered = Object.entries(files).map(([name, content]) => ({ path: name, content }));
  const listed = Object.fromEntries(rendered.map((file) => [file.path, sha256(file.content)]));
  return [...rendered, { path: "report.json", content: reportOf(listed) }];
}

/** A minimal report.json that only identifies its files. */
export function reportOf(files: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ $schema: "urn:briefing:report:1", version: 1, files });
}

/** Everything in a folder, with links as such. */
export function contents(folder: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const visit = (inside: string) => {
    for (const entry of readdirSync(path.join(folder, inside), { withFileTypes: true })) {
      const name = path.join(inside, entry.name);
      if (entry.isDirectory()) visit(name);
      else found[name] = entry.isFile() ? readFileSync(path.join(folder, name), "utf8") : "(link)";
    }
  };
  visit("");
  return found;
}

export function asContents(files: readonly RenderedFile[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map((file) => [file.path, String(file.content)]));
}

export function inode(folder: string, name: string): number {
  return statSync(path.join(folder, name)).ino;
}
