/** Links between the documents lead somewhere, and the commands that they name exist. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { commandsByName } from "./commands.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.join("docs", file)),
];
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

/** As the forge makes them of headings, and those that a page has itself. */
function anchorsOf(text: string): readonly string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, words = ""]) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
  return [...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id)];
}

test.each(documents)("%s", async (document) => {
  const text = read(document);
  const prose = text.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]+`/g, "");
  for (const [, target = ""] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^https?:/.test(target)) continue;
    const [file = "", anchor] = target.split("#");
    const place = file === "" ? document : path.join(path.dirname(document), file);
    expect(existsSync(path.join(root, place)), target).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(read(place)), target).toContain(anchor);
  }
  const names = [...(await commandsByName()).keys()].map((name) => name.split(" ")[0]);
  for (const [, command] of text.matchAll(/npx --no-install briefing ([a-z]+)/g))
    expect(names).toContain(command);
});
