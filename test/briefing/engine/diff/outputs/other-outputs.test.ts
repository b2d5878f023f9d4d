import { writeFileSync } from "node:fs";
import path from "node:path";
import { PNG } from "pngjs";
import { describe, expect, it, test } from "vitest";
import { diffBriefings } from "../../../../../src/briefing/engine/diff/diff-briefings.js";
import { formatHtml } from "../../../../../src/briefing/engine/diff/format/html.js";
import { formatMarkdown } from "../../../../../src/briefing/engine/diff/format/markdown.js";
import { formatTerminal } from "../../../../../src/briefing/engine/diff/format/terminal.js";
import { handlingOf } from "../../../../../src/briefing/engine/diff/outputs/normalise-report.js";
import { findings } from "../findings.js";
import { temporaryFolder } from "../../../../support/temporary.js";
import { codeCell, displayed, stored, textCell } from "../../../../support/notebook.js";

const work = temporaryFolder("briefing outputs");

const printed = (text: string) => ({ output_type: "stream", name: "stdout", text });
const png = (grey: number) => {
  const picture = new PNG({ width: 2, height: 2 });
  picture.data = Buffer.alloc(16, grey);
  return displayed({ "image/png": PNG.sync.write(picture).toString("base64") });
};
const jpeg = (end: number) =>
  displayed({ "image/jpeg": Buffer.from([0xff, 0xd8, 0xff, 0xe0, end]).toString("base64") });
const svg = (fill: string) =>
  displayed({
    "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path fill="${fill}" d="M0,0h9"/></svg>`,
  });

function write(name: string, outputs: readonly object[], words = "Rivers rose."): string {
  const cells = [
    textCell("markdown", "words", words),
    { ...codeCell("shown", "show()", {}, outputs), execution_count: 1 },
  ];
  const metadata = { kernelspec: { name: "python3" }, language_info: { name: "python" } };
  const file = path.join(work, `${name}.ipynb`);
  writeFileSync(file, stored(cells, metadata));
  return file;
}

/** Two states of a notebook with one cell, by its output. */
async function compared(before: readonly object[], after: readonly object[]) {
  const names = [write("before", before), write("after", after)];
  const { comparison } = await diffBriefings({ names, cwd: work, root: work, output: work });
  const { line } = comparison.summary;
  return { found: findings(comparison).map((each) => each.replace(/ <-.*/, "")), line };
}

describe("output of a cell from another program", () => {
  it("is counted in the headline if pictures and outputs were added or removed", async () => {
    const { line } = await compared([printed("one")], [png(9), displayed({ "text/plain": "x" })]);
    expect(line).toMatch(/^1 picture added, 1 cell output added, 1 cell output removed\b/);
    expect((await compared([png(9), png(8)], [])).line).toMatch(/^2 pictures removed\b/);
  });

  it("is only compared with a picture of the same kind, if there is one", async () => {
    const other = await compared([png(9)], [svg("red")]);
    expect(other.found).toEqual(["image changed after-shown-1: "]);
    expect(other.line).toMatch(/^1 picture in another format\b/);
    const { found, line } = await compared([png(9), svg("red")], [svg("red"), png(8)]);
    expect(found).toEqual(["image changed after-shown-2: "]);
    expect(line).toMatch(/^1 picture changed\b/);
  });

  it("is not reported as different if its content was not compared", async () => {
    const { line } = await compared([jpeg(1)], [jpeg(2)]);
    expect(line).toMatch(/^1 picture not compared\b/);
    expect((await compared([jpeg(1)], [jpeg(1)])).line).toBe("No differences.");
  });

  it.each([
    ["blanks in an array", "[ 1.5  2.   3. ]\n[[10  2]\n [ 3  4]]", "[1.5 2.  3. ]\n[[10 2]\n [3 4]]"],
    [
      "ids of messages",
      "msg_id: 6f9619ff-8b86-d011-b42d-00cf4fc964ff_12_3",
      "msg_id: 0a1b2c3d-8b86-d011-b42d-00cf4fc964ff_12_9",
    ],
    ["a duration", "took 1.25 s\nDone in 830 ms", "took 0.98 s\nDone in 12 ms"],
  ])("does not differ in %s", async (_, before, after) => {
    expect((await compared([printed(before)], [printed(after)])).line).toBe("No differences.");
  });

  it("differs in a number in an array, a word of an id, and an amount that is not a time", async () => {
    for (const [before, after] of [
      ["[ 1.5  2. ]", "[ 1.5  3. ]"],
      ["[1 2]", "[12]"],
      ["id: abc", "id: abd"],
      ["took 3 samples", "took 4 samples"],
    ] as const)
      expect((await compared([printed(before)], [printed(after)])).line).toMatch(/^1 cell output changed\b/);
  });
});

it("an edited text is shown with its words marked, in every format", async () => {
  const names = [write("before", []), write("after", [], "Rivers fell.")];
  const result = await diffBriefings({ names, cwd: work, root: work, output: work });
  const command = "briefing diff";
  expect(formatTerminal(result.comparison, { width: 100, colour: "off" })).toContain(
    "Rivers [-rose-] {+fell+}.",
  );
  const marked = "Rivers <del>rose</del> <ins>fell</ins>.";
  expect(formatMarkdown(result.comparison, { command })).toContain(marked);
  expect(formatHtml(result, { command })).toContain(marked);
});

test.each([
  ["shown", "text/plain text/html text/markdown text/latex image/png image/jpeg image/gif image/svg+xml"],
  ["shown", "application/vnd.vegalite.v5+json application/vnd.briefing.figure+json"],
  ["unshown", "application/json application/geo+json application/javascript application/pdf text/csv"],
  [
    "unshown",
    "application/vnd.plotly.v1+json application/vnd.vega.v5+json application/vnd.dataresource+json",
  ],
  ["unshown", "video/mp4 audio/wav image/webp"],
  ["passing", "application/vnd.jupyter.widget-view+json application/vnd.bokehjs_load.v0+json"],
  ["passing", "application/vnd.bokehjs_exec.v0+json application/vnd.holoviews_load.v0+json"],
])("every output type is compared, or known to be meaningless: %s %s", (handling, types) => {
  expect(types.split(" ").filter((type) => handlingOf(type) !== handling)).toEqual([]);
});
