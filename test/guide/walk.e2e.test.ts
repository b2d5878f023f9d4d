/** The guide's first section, followed word for word in an empty folder. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { codeCell, textCell, writeNotebook } from "../support/notebook.js";
import { temporaryFolder } from "../support/temporary.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const guide = readFileSync(path.join(root, "GUIDE.md"), "utf8");
const work = temporaryFolder("guide");

interface Step {
  /** As behind the fence: `sh`, `csv visits.csv`, `ts 02-visits`. */
  readonly kind: string;
  readonly text: string;
}

const stepsOf = (section: string): readonly Step[] =>
  [...section.matchAll(/^```([^\n]+)\n([\s\S]*?)^```$/gm)].map(([, kind = "", text = ""]) => ({
    kind,
    text,
  }));

/** In a shell that knows the command as npx does; the folder that it ends in is where the next begins. */
function shell(script: string, cwd: string): string {
  const command = path.join(root, "dist/cli/main.js");
  const whole = `set -e\nnpx() { shift; "${process.execPath}" "${command}" "$@" >&2; }\n${script}\npwd`;
  const env = { ...process.env, BRIEFING_CACHE_DIR: path.join(work, "cache") };
  return execFileSync("sh", ["-c", whole], { cwd, env, encoding: "utf8", stdio: "pipe" }).trim();
}

interface StoredCell {
  readonly cell_type: string;
  source: string | readonly string[];
}

function editNotebook(file: string, edit: (cells: StoredCell[]) => void): void {
  const notebook = JSON.parse(readFileSync(file, "utf8")) as { readonly cells: StoredCell[] };
  edit(notebook.cells);
  writeFileSync(file, JSON.stringify(notebook));
}

test("a table of one's own becomes a briefing, and its new edition too", () => {
  const [, section = ""] = guide.split("## Your table in fifteen minutes");
  const [first = ""] = section.split("\n## ");
  let cwd = work;
  for (const [index, { kind, text }] of stepsOf(first).entries()) {
    const [language, name = "", what] = kind.split(" ");
    // A cell to look at, and no more.
    if (kind === "ts") continue;
    const notebook = path.join(cwd, `notebooks/${name}.ipynb`);
    if (language === "sh") cwd = shell(text, cwd);
    else if (language === "csv") writeFileSync(path.join(cwd, name), text);
    else if (what === "imports")
      editNotebook(notebook, (cells) => {
        const imports = cells.find(({ cell_type: type }) => type === "code");
        if (imports !== undefined) imports.source = text.trimEnd();
      });
    else
      editNotebook(notebook, (cells) => {
        const id = `step-${index}`;
        cells.push(
          language === "ts" ? codeCell(id, text.trimEnd()) : textCell("markdown", id, text.trimEnd()),
        );
      });
  }
  const page = readFileSync(path.join(cwd, "output/briefing.md"), "utf8");
  expect(page).toContain("In 2023, more came to North than to South.");
  expect(readFileSync(path.join(cwd, "output/figures/visits.csv"), "utf8")).toContain("24100");
}, 240_000);

test("code that the guide says to run in a notebook runs", () => {
  const runs = stepsOf(guide).filter(({ kind }) => kind === "ts runs");
  expect(runs.length).toBeGreaterThan(0);
  const folder = path.join(root, "node_modules/.cache/guide");
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "guide.ipynb");
  writeNotebook(
    file,
    runs.map(({ text }) => text),
  );
  shell(`npx briefing execute guide.ipynb -o ran.ipynb --force`, folder);
  expect(readFileSync(path.join(folder, "ran.ipynb"), "utf8")).toContain("readers");
}, 120_000);
