/** A project of three small notebooks. Every output depends on `round`, so that each build rewrites all. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { filesUnder } from "./folders.mjs";
import { codeCell, notebookText, textCell } from "../notebooks.mjs";

const busy = `for (let i = 0; i < 300; i++) console.log("line", i, round);
await new Promise((resolve) => setTimeout(resolve, 60));
for (let end = Date.now() + 40; Date.now() < end; );`;

const chapter = (round, number) => [
  textCell("raw", "front", `---\ntitle: Chapter ${number}\nsummary: Round \`{ts} fmt.count(round)\`.\n---`),
  codeCell("imports", `import { fmt, table } from "briefing";\nconst round: number = ${round};`),
  ...[1, 2, 3].map((n) => codeCell(`busy-${n}`, busy)),
  textCell("markdown", "prose", "The round is `{ts} fmt.count(round)`."),
  codeCell(
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

const notebooks = ["one", "two", "three"];

/** Writes the notebooks of the round and changes nothing else. */
function writeProject(root, round) {
  mkdirSync(path.join(root, "notebooks"), { recursive: true });
  const settings = ["title: Killed", "authors: [Nobody]", "date: 2020-01-01", "language: en", "order:"];
  const order = notebooks.map((name) => `  - ${name}.ipynb`);
  writeFileSync(
    path.join(root, "notebooks/briefing.yml"),
    `${[...settings, ...order, "parameters: {}"].join("\n")}\n`,
  );
  notebooks.forEach((name, i) => {
    writeFileSync(path.join(root, `notebooks/${name}.ipynb`), notebookText(chapter(round, i + 1)));
  });
}

/** Checks that the folder holds what its report.json lists, byte for byte, and nothing else. */
function faultsOfOutput(folder, round) {
  if (!existsSync(path.join(folder, "report.json"))) return ["output/report.json is missing"];
  const { files } = JSON.parse(readFileSync(path.join(folder, "report.json"), "utf8"));
  const faults = Object.entries(files)
    .filter(([file, hash]) => {
      const place = path.join(folder, file);
      return !existsSync(place) || createHash("sha256").update(readFileSync(place)).digest("hex") !== hash;
    })
    .map(([file]) => `output/${file} is missing or not what report.json lists`);
  const listed = new Set([...Object.keys(files), "report.json"]);
  const foreign = filesUnder(folder).filter((file) => !listed.has(file));
  if (!readFileSync(path.join(folder, "briefing.md"), "utf8").includes(`The round is ${round}.`))
    faults.push("output/ is of another round");
  return [...faults, ...foreign.map((file) => `output/${file} is left over`)];
}

function faultsOfExecuted(executed, round) {
  const faults = [];
  for (const name of notebooks) {
    const file = path.join(executed, `${name}.ipynb`);
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    if (!text.includes(`line 299 ${round}`)) faults.push(`${name}.ipynb was not written`);
    try {
      JSON.parse(text);
    } catch {
      faults.push(`${name}.ipynb is half-written`);
    }
  }
  const foreign = filesUnder(executed).filter((file) => !notebooks.includes(file.replace(/\.ipynb$/, "")));
  return [...faults, ...foreign.map((file) => `${file} is left over among the executed notebooks`)];
}

export function smallProject(folder) {
  const executed = `${folder}-executed`;
  return {
    name: "small",
    folder,
    executing: [
      "execute",
      "--no-answers",
      ...notebooks.map((name) => `notebooks/${name}.ipynb`),
      "-o",
      executed,
    ],
    write(number) {
      writeProject(folder, number);
    },
    note() {},
    faults: (command, number) =>
      command === "build"
        ? faultsOfOutput(path.join(folder, "output"), number)
        : faultsOfExecuted(executed, number),
  };
}
