/** A project of three small notebooks whose every output depends on `round`, so that each build has to write anew. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const cell = (cell_type, id, source, metadata = {}) => ({
  cell_type,
  id,
  metadata,
  source,
  ...(cell_type === "code" ? { execution_count: null, outputs: [] } : {}),
});

const notebook = (cells) =>
  `${JSON.stringify(
    {
      cells,
      metadata: {
        kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
        language_info: {
          file_extension: ".ts",
          mimetype: "text/typescript",
          name: "typescript",
          version: "3.7.2",
        },
      },
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  )}\n`;

const busy = `for (let i = 0; i < 300; i++) console.log("line", i, round);
await new Promise((resolve) => setTimeout(resolve, 60));
for (let end = Date.now() + 40; Date.now() < end; );`;

const chapter = (round, number) => [
  cell("raw", "front", `---\ntitle: Chapter ${number}\nsummary: Round \`{ts} fmt.count(round)\`.\n---`),
  cell(
    "code",
    "imports",
    `import { fmt, table } from "decoupling-briefing";\nconst round: number = ${round};`,
  ),
  ...[1, 2, 3].map((n) => cell("code", `busy-${n}`, busy)),
  cell("markdown", "prose", "The round is `{ts} fmt.count(round)`."),
  cell(
    "code",
    "table",
    `table({
  id: "rows-${number}",
  rows: Array.from({ length: 20 }, (_, i) => ({ step: "s" + i, value: i * round })),
  key: ["step"],
  columns: [
    { field: "step", title: "Step" },
    { field: "value", title: "Value", format: "count" },
  ],
  caption: "Steps",
  source: "Made here",
})`,
  ),
];

export const notebooks = ["one", "two", "three"];

/** Writes the notebooks of the round; everything else stays. */
export function writeProject(root, round) {
  mkdirSync(path.join(root, "notebooks"), { recursive: true });
  const settings = ["title: Killed", "authors: [Nobody]", "date: 2020-01-01", "language: en", "order:"];
  const order = notebooks.map((name) => `  - ${name}.ipynb`);
  writeFileSync(
    path.join(root, "notebooks/briefing.yml"),
    `${[...settings, ...order, "parameters: {}"].join("\n")}\n`,
  );
  notebooks.forEach((name, i) => {
    writeFileSync(path.join(root, `notebooks/${name}.ipynb`), notebook(chapter(round, i + 1)));
  });
}
