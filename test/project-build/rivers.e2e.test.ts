/**
 * A project on another topic, built as its owner would: from a folder that has no packages installed. What is written
 * must be the golden folder; `npm run golden:update` blesses a change.
 */
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { pageOutline, withoutPageHash } from "../page-outline.js";
import { danglingLinks, missingPanels } from "../briefing/engine/render/site-links.js";
import { runBriefing, type Ran } from "../briefing/cli/run-briefing.js";
import { temporaryFolder } from "../support/temporary.js";

const fixture = fileURLToPath(new URL("../fixtures/rivers", import.meta.url));
const golden = fileURLToPath(new URL("../golden/rivers", import.meta.url));
const work = temporaryFolder("rivers");
let built: Ran;
const written = new Map<string, string | Buffer>();

beforeAll(async () => {
  await cp(fixture, path.join(work, "project"), { recursive: true });
  built = await runBriefing(["build", "--project", "project", "-o", "out"], { cwd: work });
  for (const name of await filesBelow(path.join(work, "out"))) {
    // The other pages of the site hold what the single page does; programs and style are those of every site.
    if (/^site\/(?!index\.html|assets\/search-index)/.test(name)) continue;
    const bytes = await readFile(path.join(work, "out", name));
    written.set(name, name.endsWith(".png") ? bytes : bytes.toString("utf8"));
  }
}, 600_000);

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

const text = (name: string): string => {
  const content = written.get(name);
  if (typeof content !== "string") throw new Error(`no text ${name} was written`);
  return content;
};

describe("a project on another topic", () => {
  test("builds from a folder without packages, and nothing is written beside the output", async () => {
    expect(built.stderr).not.toContain("✗");
    expect(built.code).toBe(0);
    expect(built.stdout).toContain("2 chapters, 8 figures, 2 tables");
    expect(await filesBelow(path.join(work, "project"))).toEqual(await filesBelow(fixture));
  });

  test("writes the golden folder: pages by their outline, everything else byte by byte", async () => {
    for (const [name, content] of written) {
      const file = path.join(golden, name);
      if (typeof content !== "string")
        await expect(content.toString("base64"), name).toMatchFileSnapshot(`${file}.base64`);
      else if (name.endsWith(".html"))
        await expect(pageOutline(content), name).toMatchFileSnapshot(`${file}.txt`);
      else await expect(withoutPageHash(content), name).toMatchFileSnapshot(file);
    }
    const known = (await filesBelow(golden)).map((name) => name.replace(/\.(?:base64|txt)$/, ""));
    const gone = known.filter((name) => !written.has(name));
    expect(gone, "test/golden/rivers holds files that are written no more: remove them").toEqual([]);
  });

  test("leads nowhere that is not there, on the page and in the site", async () => {
    const all = new Map<string, string>();
    for (const name of await filesBelow(path.join(work, "out")))
      all.set(name, await readFile(path.join(work, "out", name), "utf8"));
    expect(danglingLinks(all)).toEqual([]);
    for (const [name, content] of all)
      if (name.endsWith(".html")) expect(missingPanels(content), name).toEqual([]);
  });

  test("knows nothing of the topic the program ships with", () => {
    for (const [name, content] of written) {
      if (typeof content !== "string") continue;
      expect(content, name).not.toMatch(/China|Chinese|United States|OpenAlex|\bNSF\b|US–|co-?publication/i);
      // The library's own name is in the code that imports it, and in nothing else a reader sees.
      const prose = content.replace(/decoupling-briefing/g, "");
      expect(prose, name).not.toMatch(/decoupl/i);
    }
  });

  test("has every kind of thing that a project can show", () => {
    const report = JSON.parse(text("report.json")) as {
      sections: { title: unknown; blocks: { kind: string; verdict?: string }[] }[];
      bibliography: { key: string }[];
    };
    const blocks = report.sections.flatMap((section) => section.blocks);
    const verdicts = blocks.flatMap(({ verdict }) => verdict ?? []);
    expect(new Set(verdicts).size).toBe(5);
    for (const kind of ["figure", "table", "claim", "code", "prose"])
      expect(blocks.map((block) => block.kind)).toContain(kind);
    const page = text("briefing.md");
    // From briefing.yml, from the chapters' headings, from a value, a footnote, a citation and two references ahead.
    expect(page).toContain("# How high do the Alda and the Brenn stand?");
    expect(page).toContain("## Floods and the weir");
    expect(page).toContain("2.03\u00a0metres in 2019");
    expect(page).toMatch(/\[\^1-datum\]: Levels are above the zero of each gauge/);
    expect(page).toContain("(Waters & Brück, 1999, p. 12)");
    expect(page).toMatch(/\[Figure\s2\]\(#fig-crests\) and \[Table\s2\]\(#tbl-crests\)/);
    expect(page).not.toMatch(/this stands nowhere|A work that no chapter cites|worst ever/);
  });

  test("--check finds it current, and stale after an edit by hand, and writes nothing", async () => {
    const argv = ["build", "--project", "project", "-o", "out", "--check"];
    const current = await runBriefing(argv, { cwd: work });
    expect([current.code, current.stdout]).toEqual([
      0,
      expect.stringMatching(/^out is up to date: \d+ files/m),
    ]);
    const page = path.join(work, "out/briefing.md");
    await writeFile(page, text("briefing.md").replace("Alda", "Alder"));
    const stale = await runBriefing(argv, { cwd: work });
    expect(stale.code).toBe(1);
    expect(stale.stdout).toMatch(/^1 edited file not compared\./);
    expect(stale.stderr).toContain(
      "out is stale: 1 file differs from what the notebooks produce (briefing.md).",
    );
    expect(await readFile(page, "utf8")).toContain("Alder");
  }, 600_000);
});
