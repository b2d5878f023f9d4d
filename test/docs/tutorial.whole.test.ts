/** The tutorial (docs/notebooks/01-tutorial.md), followed literally in an empty folder; and docs/output. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parseNotebook } from "../../src/briefing/engine/notebook/parse.js";
import { main, runBriefing } from "../briefing/cli/run-briefing.js";
import { codeCell, textCell } from "../support/notebook.js";
import { temporaryFolder } from "../support/temporary.js";

const docs = fileURLToPath(new URL("../../docs", import.meta.url));
const work = temporaryFolder("tutorial");
const git = { NAME: "A Reader", EMAIL: "reader@example.org" };
const env = {
  ...process.env,
  // CI may request colours.
  NO_COLOR: "1",
  FORCE_COLOR: undefined,
  BRIEFING_CACHE_DIR: path.join(work, "cache"),
  ...Object.fromEntries(
    ["AUTHOR", "COMMITTER"].flatMap((who) =>
      Object.entries(git).map(([key, value]) => [`GIT_${who}_${key}`, value]),
    ),
  ),
};

interface Cell {
  readonly id: string;
  readonly cell_type: string;
  source: string | readonly string[];
}
interface Notebook {
  readonly cells: Cell[];
}
const readNotebook = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Notebook;

interface Step {
  /** The info string of a fence: `sh`, `csv visits.csv`, `ts 01-visits chart`, `text`. */
  readonly kind: string;
  readonly text: string;
}
const stepsOf = (text: string): readonly Step[] =>
  [...text.matchAll(/^```([^\n]+)\n([\s\S]*?)^```$/gm)].map(([, kind = "", inside = ""]) => ({
    kind,
    text: inside,
  }));

const tutorialFile = path.join(docs, "notebooks/01-tutorial.md");
const tutorial = parseNotebook(readFileSync(tutorialFile, "utf8"), tutorialFile);
const steps = stepsOf(
  tutorial.cells
    .filter((cell) => cell.cell_type === "markdown")
    .map(({ source }) => source)
    .join("\n\n"),
);

/** The packed package, to follow the tutorial with npm itself (test/package/installed.mjs). */
const tarball = process.env["TUTORIAL_TARBALL"];
if (tarball !== undefined) cpSync(tarball, path.join(work, path.basename(tarball)));
/** Without it, npx starts the command of this checkout, and npm is a no-op. */
const stubs =
  tarball === undefined ? `npm() { :; }; npx() { shift 2; "${process.execPath}" "${main}" "$@"; }` : ":";

function shell(script: string, cwd: string) {
  const ran = spawnSync("sh", ["-c", `set -e\n${stubs}\n${script}\npwd >&3`], {
    cwd,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const printed = (ran.stdout + ran.stderr).replace(/[\u00a0\u202f]/g, " ");
  return { code: ran.status, printed, folder: ran.output[3]?.trim() ?? "" };
}

/** Runs `briefing preview` until it serves the page, fetches the page, and sends Ctrl-C. */
async function preview(script: string, cwd: string): Promise<void> {
  const argv = script.trim().split(" ").slice(3);
  const child = spawn(process.execPath, [main, ...argv], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  let address: string | undefined;
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    address = /http:\/\/\S+/.exec(printed)?.[0];
    if (address !== undefined) break;
  }
  // The address sets a cookie and redirects to the page.
  const page = await fetch(address ?? "", { redirect: "manual" });
  expect(page.status, printed).toBeLessThan(400);
  child.kill("SIGINT");
  await once(child, "exit");
}

/** Writes the cell with this id: replaces the existing one, or appends it. */
function writeCell(file: string, id: string, cell: Cell): void {
  const { cells, ...rest } = readNotebook(file);
  const at = cells.findIndex((one) => one.id === id);
  cells.splice(at < 0 ? cells.length : at, at < 0 ? 0 : 1, cell);
  writeFileSync(file, JSON.stringify({ ...rest, cells }));
}

const asPattern = (line: string): RegExp =>
  new RegExp(
    line
      .split("…")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*"),
  );

test("every step works as the tutorial says", async () => {
  let folder = work;
  let printed = "";
  for (const { kind, text } of steps) {
    const [language = "", name = "", id = ""] = kind.split(" ");
    const source = text.trimEnd();
    if (name === "second-terminal") await preview(text, folder);
    else if (language === "sh") {
      const ran = shell(text, folder);
      expect(ran.code, `${text}${ran.printed}`).toBe(name === "fails" ? 1 : 0);
      printed = ran.printed;
      if (name !== "fails") folder = ran.folder;
    } else if (language === "text")
      for (const line of source.split("\n")) expect(printed).toMatch(asPattern(line));
    else if (language === "csv") writeFileSync(path.join(folder, name), text);
    else
      writeCell(
        path.join(folder, `notebooks/${name}.ipynb`),
        id,
        language === "ts" ? codeCell(id, source) : textCell("markdown", id, source),
      );
  }
  const page = readFileSync(path.join(folder, "output/briefing.md"), "utf8");
  expect(page).toContain("In 2023, North had 24,000 visits.\nSouth had more, 25,300.");
  // Nothing that the earlier data made true is left, alternative texts included.
  expect(page).toContain("Both lines rise.");
  expect(page).not.toMatch(/falls|fewer|8,100/);
  const report = readFileSync(path.join(folder, "output/report.json"), "utf8");
  expect(report).toContain("Both lines rise.");
  expect(report).not.toMatch(/South falls|South had fewer/);
  expect(execFileSync("git", ["ls-files", "*.csv*"], { cwd: folder, encoding: "utf8" })).toBe(
    "data/visits.csv\noutput/figures/visits.csv\n",
  );
  expect(execFileSync("git", ["status", "--short"], { cwd: folder, encoding: "utf8" })).toBe("");
}, 240_000);

const withoutSpace = (code: string): string => code.replace(/\s+/g, "");

test("the docs' own cells match those printed in the tutorial and the gallery", () => {
  for (const name of ["01-tutorial", "02-gallery"]) {
    const file = path.join(docs, `notebooks/${name}.md`);
    const { cells } = parseNotebook(readFileSync(file, "utf8"), file);
    const markdown = cells.filter((cell) => cell.cell_type === "markdown").map(({ source }) => source);
    const code = cells.filter((cell) => cell.cell_type === "code").map(({ source }) => source);
    for (const { kind, text } of stepsOf(markdown.join("\n\n"))) {
      // `new` writes more imports than the docs use, a chart is first viewed without its text, and new data change it.
      if (!kind.startsWith("ts") || /imports$|corrected$/.test(kind)) continue;
      // With its texts, a figure takes more lines.
      const call = withoutSpace(text).replace(/,?\);$/, "");
      expect(
        code.some((source) => withoutSpace(source).includes(call)),
        text,
      ).toBe(true);
    }
  }
});

test("docs/output matches the notebooks: npm run docs", async () => {
  const built = path.join(work, "docs");
  mkdirSync(built);
  const ran = await runBriefing(["build", "--project", docs, "-o", built], { cwd: work });
  expect(ran.code, ran.stderr).toBe(0);
  // Everything but what .gitignore lists, because readers on the forge do not need it.
  const isShown = (file: string) => /\.(?:md|svg|csv|vl\.json)$/.test(file);
  const listed = execFileSync("git", ["ls-files", "output"], { cwd: docs, encoding: "utf8" });
  const committed = listed.split("\n").filter((file) => file !== "");
  const shown = readdirSync(built, { recursive: true, encoding: "utf8" }).filter(isShown);
  expect(committed.sort()).toEqual(shown.map((file) => `output/${file.split(path.sep).join("/")}`).sort());
  for (const file of shown)
    expect(readFileSync(path.join(built, file), "utf8"), file).toBe(
      readFileSync(path.join(docs, "output", file), "utf8"),
    );
}, 120_000);
