/** Chapters that fail: a build writes nothing, a draft shows their errors in their places, and the other chapters. */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import JSZip from "jszip";
import { beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../../src/briefing/model/report.js";
import { codeCell, stored, textCell } from "../../support/notebook.js";
import { temporaryFolder } from "../../support/temporary.js";
import { runBriefing } from "./run-briefing.js";

const folder = temporaryFolder("failed-draft");
const project = path.join(folder, "loans");
const build = (...argv: readonly string[]) =>
  runBriefing(["build", "--project", project, ...argv], { cwd: folder });
const inFolder = (...names: readonly string[]) => path.join(folder, ...names);

const table = (id: string): string =>
  `table({ id: "${id}", title: "T", rows: [{ a: "x" }], key: ["a"], columns: [{ field: "a", title: "A" }], caption: "C", source: "None" });`;
const chapter = (title: string, ...cells: readonly ReturnType<typeof codeCell>[]): string =>
  stored([
    textCell("raw", "front", `---\ntitle: ${title}\nsummary: 'There are \`{ts} fmt.count(all)\`.'\n---`),
    codeCell("begin", 'import { fmt, load, table } from "briefing";\nconst all = load("loans").length;'),
    textCell("markdown", "opening", `Before ${title}: \`{ts} fmt.count(all)\`.`),
    ...cells,
    textCell("markdown", "end", "After it: `{ts} fmt.count(all)`."),
  ]);

const chapters: Readonly<Record<string, string>> = {
  "02-throws": chapter(
    "Throws",
    codeCell("shown", table("shown")),
    codeCell("broken", 'throw new Error("<b>no</b> year | 2024");'),
    codeCell("lost", table("lost")),
  ),
  "03-type": chapter("Type", codeCell("broken", 'const wrong: number = "text";')),
  "03-syntax": chapter("Syntax", codeCell("broken", "const = 1;")),
  "03-guard": chapter("Guard", textCell("markdown", "broken", "[It fell.]{hold=all}") as never),
  "04-dies": chapter("Dies", codeCell("broken", "process.exit(3);")),
  "05-expression": chapter(
    "Expression",
    textCell("markdown", "words", "One `{ts} fmt.count(NaN)` more.") as never,
  ),
  "06-missing": chapter("Missing", codeCell("broken", 'load("absent" as "loans");')),
  "06-unreadable": '{"cells": [',
  "07-fine": chapter("Fine", textCell("markdown", "link", "See @tbl-shown and @tbl-lost.") as never),
};

beforeAll(async () => {
  expect(await runBriefing(["init", project], { cwd: folder })).toMatchObject({ code: 0 });
  for (const [name, text] of Object.entries(chapters))
    await writeFile(path.join(project, "notebooks", `${name}.ipynb`), text);
  const configuration = path.join(project, "notebooks/briefing.yml");
  const others = Object.keys(chapters).map((name) => `  - ${name}.ipynb\n`);
  const before = await readFile(configuration, "utf8");
  await writeFile(
    configuration,
    before.replace(/ {2}- 01-first.ipynb\n/, (first) => first + others.join("")),
  );
}, 60_000);

describe("chapters that fail", () => {
  test("stop a build, which says how to see the page", async () => {
    const { code, stderr } = await build("-o", "published");
    expect(code).toBe(1);
    expect(stderr).toContain("Nothing was written: published is unchanged.");
    expect(stderr).toContain("--draft -o DIR");
    expect(existsSync(inFolder("published"))).toBe(false);
  });

  test("are shown in a draft up to their errors, with the other chapters", async () => {
    const { code, stderr } = await build("--draft", "-o", "draft", "--docx");
    expect(code, stderr).toBe(1);
    // A guard that is malformed has its own message.
    expect(stderr).toContain("{hold=");
    const markdown = await readFile(inFolder("draft/briefing.md"), "utf8");
    expect(markdown).toMatch(/^> \*\*Draft: 8 chapters failed/m);
    expect(markdown).toContain("Before Fine: 12.");
    expect(markdown).toContain("After it: 12.");
    const section = (title: string): string => {
      const begin = markdown.indexOf(`## ${title}\n`);
      return markdown.slice(begin, markdown.indexOf("\n## ", begin + 1));
    };
    for (const title of ["Throws", "Type", "Syntax", "Guard", "Dies", "Missing"]) {
      // The compiler rejects some of them before a kernel starts, and still what comes before is there.
      expect(section(title), title).toContain(`Before ${title}: 12.`);
      expect(section(title), title).toContain("This chapter failed here:");
      expect(section(title), title).toContain("broken");
      expect(section(title), title).not.toContain("After it");
    }
    expect(section("Throws")).toContain("Error: <b>no</b> year | 2024");
    expect(section("Throws")).toContain('<a id="tbl-shown"></a>');
    // An expression stops nothing: what follows it is there.
    expect(section("Expression")).toContain("After it: 12.");
    const page = await readFile(inFolder("draft/briefing.html"), "utf8");
    expect(page).toContain("&lt;b&gt;no&lt;/b&gt; year");
    expect(page).not.toContain("<b>no</b>");
    expect(page).not.toContain("undefined");
    const { sections } = JSON.parse(await readFile(inFolder("draft/report.json"), "utf8")) as Report;
    const failed = sections.filter(({ blocks }) => blocks.some((block) => block.kind === "error"));
    expect(failed.map(({ id }) => id)).toEqual(Object.keys(chapters).slice(0, 8));
  });

  test("need not even be notebooks", async () => {
    const markdown = await readFile(inFolder("draft/briefing.md"), "utf8");
    expect(markdown).toMatch(
      /## 06-unreadable\n\n\*\*This chapter failed here:\*\*\n\n.*\n.*NotebookFormatError/,
    );
  });

  test("are in the site and the Word document, too", async () => {
    expect(await readFile(inFolder("draft/site/02-throws.html"), "utf8")).toContain(
      "This chapter failed here:",
    );
    const document = await JSZip.loadAsync(await readFile(inFolder("draft/briefing.docx")));
    const text = (await document.file("word/document.xml")?.async("string")) ?? "";
    expect(text.replaceAll(/<[^>]*>/g, "")).toContain("This chapter failed here:");
  });
});

test("other faults of the page are listed in a draft, which a build does not take for a page that it wrote", async () => {
  for (const name of Object.keys(chapters))
    await writeFile(path.join(project, "notebooks", `${name}.ipynb`), chapter(name));
  const undrawn =
    'figure({ id: "bad", spec: { mark: "bar", data: { values: [{ x: 1 }] }, transform: [{ calculate: "nope(", as: "y" }] } as never, caption: "C", alt: "A" });';
  const cells = [codeCell("one", table("twice")), codeCell("two", table("twice"))];
  const drawing = codeCell("three", `import { figure } from "briefing";\n${undrawn}`);
  await writeFile(path.join(project, "notebooks/02-throws.ipynb"), chapter("Faults", ...cells, drawing));
  const { code, stderr } = await build("--draft", "-o", "faults");
  expect(code).toBe(1);
  expect(stderr).toContain('Two tables have the id "twice"');
  const markdown = await readFile(inFolder("faults/briefing.md"), "utf8");
  expect(markdown).toContain("**Draft: 2 faults of the page.**");
  expect(markdown).toContain("[This figure cannot be drawn: A]");
  const complete = await build("-o", "faults", "--json");
  expect(complete.code).toBe(1);
  expect(complete.stdout).not.toContain('"built"');
});
