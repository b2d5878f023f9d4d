/** Notebooks as text and back: those of the repository whole, and random ones, each the same or rejected with a reason. */
import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Cell, JsonObject, Notebook } from "../../../../../src/briefing/engine/notebook/contract.js";
import { NotebookFormatError } from "../../../../../src/briefing/engine/notebook/errors.js";
import { parseNotebook } from "../../../../../src/briefing/engine/notebook/parse.js";
import { stringifyNotebook } from "../../../../../src/briefing/engine/notebook/stringify.js";
import { withKernel } from "../../../../../src/briefing/engine/notebook/text/header.js";
import { stringifyTextNotebook } from "../../../../../src/briefing/engine/notebook/text/write.js";
import { notebookOf } from "../../../../support/notebook.js";

const root = fileURLToPath(new URL("../../../../..", import.meta.url));
const folders = [
  "notebooks",
  "docs/notebooks",
  "src/briefing/tools/scaffold/template/notebooks",
  "src/briefing/tools/scaffold/pair/notebooks",
  "src/briefing/tools/scaffold/papers/notebooks",
];
const files = folders.flatMap((folder) =>
  readdirSync(path.join(root, folder))
    .filter((name) => /\.ipynb$|^\d.*\.md$/.test(name))
    .map((name) => path.join(folder, name)),
);

test("there are notebooks", () => {
  expect(files.length).toBeGreaterThan(15);
});

test.each(files)("%s: the same bytes in both directions", (file) => {
  const text = readFileSync(path.join(root, file), "utf8");
  const notebook = parseNotebook(text, file);
  const markdown = stringifyTextNotebook(notebook, file);
  const json = stringifyNotebook(notebook);
  expect(stringifyNotebook(parseNotebook(markdown, "a.md"))).toBe(json);
  expect(stringifyTextNotebook(parseNotebook(json, "a.ipynb"), "a.ipynb")).toBe(markdown);
  expect(text).toBe(file.endsWith(".md") ? markdown : json);
});

/** Lines that mean something in Markdown, in the dialect, in YAML or to Git. */
const line = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "---",
    "...",
    "```",
    "````",
    "``` ",
    "  ```",
    "~~~",
    "```typescript",
    '```typescript id="x"',
    "```ts",
    "````typescript .noeval",
    "~~~typescript",
    "<!-- #region -->",
    '<!-- #region id="a" -->',
    "<!-- #endregion -->",
    "<!-- #raw -->",
    "<!-- #endraw -->",
    "# Heading",
    "const value = 1;",
    "    indented",
    "jupyter:",
    "  kernelspec: {}",
    "title: T",
    "<<<<<<< ours",
    "=======",
    ">>>>>>> theirs",
    "[It is.]{holds=isSo}",
  ),
  fc.constantFrom("é ü", "\u2028", "\t", "\0", "\ud800", "a\u0085b", "`", "{}", "\\", "-->", "\uFEFF"),
);
const source = fc.array(line, { maxLength: 3 }).map((lines) => lines.join("\n"));
const text = fc.constantFrom(
  "",
  "a",
  "two words",
  'a "quote"',
  "é\n",
  "-->",
  "`",
  "=",
  "{x}",
  "--",
  "\u007f\ud83d",
);
const json = fc.oneof(
  text,
  fc.constantFrom<JsonObject[string]>(null, true, -0.5, 1e21, [], {}, ["a", [1, { b: null }]], {
    "b c": [{}],
  }),
);
const metadata = fc.oneof(
  { weight: 3, arbitrary: fc.constant<JsonObject>({}) },
  fc.record({ tags: fc.array(text, { maxLength: 2 }) }) as fc.Arbitrary<JsonObject>,
  fc.dictionary(
    fc.constantFrom("title", "id", "briefing", "collapsed", "a.b", "", "b c", "ü", ".x", "__proto__", "2"),
    json,
    { maxKeys: 2, noNullPrototype: true },
  ) as fc.Arbitrary<JsonObject>,
);
const cell = fc.record({
  cell_type: fc.constantFrom("code", "markdown", "raw"),
  metadata,
  source,
});
const id = fc.constantFrom("front-matter", "a", "Level_1", "x-2", "c0ffee", "words");
const kernel = fc.constantFrom<JsonObject>(
  {},
  { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
  {
    kernelspec: { name: "python3", display_name: "Python 3", language: "python" },
    language_info: { name: "python" },
  },
  { language_info: { name: "javascript" } },
  { briefing: { timeout: 60 }, note: "ü: 'quoted' \"twice\"\nand broken" },
);
const notebook = fc
  .record({
    front: fc.option(fc.array(line, { maxLength: 3 }).map((lines) => ["---", ...lines, "---"].join("\n"))),
    cells: fc.array(cell, { maxLength: 3 }),
    ids: fc.uniqueArray(id, { minLength: 4, maxLength: 4 }),
    metadata: fc.oneof({ weight: 6, arbitrary: fc.constant<JsonObject>({}) }, kernel),
  })
  .map(({ front, cells, ids, metadata: given }): Notebook => {
    const all =
      front === null ? cells : [{ cell_type: "raw" as const, metadata: {}, source: front }, ...cells];
    return notebookOf(
      all.map((each, index) => {
        const named = { ...each, id: ids[index] ?? "last" };
        return (each.cell_type === "code" ? { ...named, outputs: [], execution_count: null } : named) as Cell;
      }),
      given,
    );
  });

/** The text, or undefined for what it cannot hold. */
function written(given: Notebook): string | undefined {
  try {
    const markdown = stringifyTextNotebook(given, "a.ipynb");
    parseNotebook(markdown, "a.md");
    return markdown;
  } catch (error) {
    if (error instanceof NotebookFormatError && /^a\.(?:ipynb|md)[:,] ?\S/.test(error.message))
      return undefined;
    throw error;
  }
}

test("10,000 random notebooks: the same, or rejected with a place", () => {
  let rejected = 0;
  let wrong = 0;
  fc.assert(
    fc.property(notebook, (given) => {
      // As JSON stores it: line ends are those of Unix.
      const stored = parseNotebook(stringifyNotebook(given), "a.ipynb");
      const markdown = written(stored);
      if (markdown === undefined) {
        rejected += 1;
        return;
      }
      const back = parseNotebook(markdown, "a.md");
      const expected = stringifyNotebook({ ...stored, metadata: withKernel(stored.metadata) });
      const isSame = stringifyNotebook(back) === expected;
      // The command compares too, and changes nothing then: this may not happen for what people write.
      if (!isSame) wrong += 1;
      else expect(stringifyTextNotebook(back, "a.md")).toBe(markdown);
    }),
    { numRuns: 10_000, seed: 41 },
  );
  expect(wrong).toBe(0);
  expect(rejected).toBeLessThan(6_000);
}, 60_000);

test("any text is read, or rejected with its line and column", () => {
  const text = fc
    .array(line, { maxLength: 12 })
    .map((lines) => ["---", "title: T", "---", ...lines].join("\n"));
  fc.assert(
    fc.property(text, (given) => {
      try {
        const read = parseNotebook(given, "a.md");
        const lines = given.replace(/\r\n?/g, "\n").split("\n");
        for (const { source: own, line: first = 0 } of read.cells)
          if (own !== "") expect(lines[first - 1]).toBe(own.split("\n")[0]);
      } catch (error) {
        expect(error).toBeInstanceOf(NotebookFormatError);
        expect((error as Error).message).toMatch(/^a\.md:\d+:\d+: /);
      }
    }),
    { numRuns: 3_000, seed: 7 },
  );
}, 60_000);
