// Projects that are larger than a briefing: 200 notebooks of 20 cells, and a table of a million rows, of more than 50 MB.
import { createWriteStream, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import path from "node:path";

const notebooks = 200;
const cellsOfEach = 20;
const rows = 1_000_000;

const lines = (text) => text.split(/(?<=\n)/);
const code = (id, source) => ({
  cell_type: "code",
  id,
  metadata: {},
  execution_count: null,
  outputs: [],
  source: lines(source),
});
const text = (cell_type, id, source) => ({ cell_type, id, metadata: {}, source: lines(source) });

function writeNotebook(folder, name, cells) {
  const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
  const front = text("raw", "front", `---\ntitle: ${name}\n---`);
  const notebook = {
    cells: [front, ...cells],
    metadata: { kernelspec },
    nbformat: 4,
    nbformat_minor: 5,
  };
  writeFileSync(path.join(folder, "notebooks", `${name}.ipynb`), JSON.stringify(notebook, null, 1));
}

function makeProject(folder, nodeModules) {
  mkdirSync(path.join(folder, "notebooks"), { recursive: true });
  mkdirSync(path.join(folder, "data"));
  writeFileSync(path.join(folder, "notebooks/briefing.yml"), "title: Large\n");
  writeFileSync(path.join(folder, "package.json"), '{"name": "large", "private": true, "type": "module"}\n');
  symlinkSync(nodeModules, path.join(folder, "node_modules"));
  return folder;
}

/** A project of many notebooks, each with code and one sentence. `tool`: the name by which notebooks import the tool. */
export function makeManyNotebooks(folder, nodeModules, tool) {
  makeProject(folder, nodeModules);
  for (let index = 1; index <= notebooks; index += 1) {
    const cells = [code("c1", `import { fmt } from "${tool}";\nconst v1 = ${index};`)];
    for (let cell = 2; cell <= cellsOfEach; cell += 1)
      cells.push(code(`c${cell}`, `const v${cell} = v${cell - 1} + ${cell};`));
    const sum = text("markdown", "sum", `The sum is \`{ts} fmt.count(v${cellsOfEach})\`.`);
    writeNotebook(folder, `notebook-${String(index).padStart(3, "0")}`, [...cells, sum]);
  }
  return folder;
}

/** A project with one notebook on a table that `briefing data add` has to add first: large.csv, outside of data/. */
export async function makeMillionRows(folder, nodeModules, tool) {
  makeProject(folder, nodeModules);
  const file = createWriteStream(path.join(folder, "large.csv"));
  file.write("id,year,country,subject,papers,share\n");
  for (let id = 0; id < rows; id += 1) {
    const cells = [
      id,
      1990 + (id % 35),
      `Country ${id % 190}`,
      `A subject with a long name ${id % 40}`,
      (id * 7919) % 10_007,
      ((id * 31) % 1000) / 1000,
    ];
    if (!file.write(`${cells.join(",")}\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
  const sum = 'let papers = 0;\nfor (const row of load("large")) papers += row.papers;';
  writeNotebook(folder, "large", [
    code("rows", `import { fmt, load } from "${tool}";\n${sum}`),
    text("markdown", "sum", "There are `{ts} fmt.count(papers)` papers."),
  ]);
  return folder;
}
