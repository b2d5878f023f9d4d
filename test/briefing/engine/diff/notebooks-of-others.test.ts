/** Two executed notebooks of other programs: what a comparison says beside their outputs. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { diffBriefings } from "../../../../src/briefing/engine/diff/diff-briefings.js";
import { formatHtml } from "../../../../src/briefing/engine/diff/format/html.js";
import { formatTerminal } from "../../../../src/briefing/engine/diff/format/terminal.js";
import { defaultGate, parseGate } from "../../../../src/briefing/engine/diff/options.js";
import type { JsonObject } from "../../../../src/briefing/engine/notebook/contract.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { codeCell, displayed, stored } from "../../../support/notebook.js";

const work = temporaryFolder("briefing notebooks of others");

type Cells = readonly ReturnType<typeof codeCell>[];

const python = { kernelspec: { name: "python3" }, language_info: { name: "python", version: "3.11" } };

async function compared(before: Cells, after: Cells, was: object = python, is: object = was) {
  const names = [
    ["before.ipynb", stored(before, was as JsonObject)],
    ["after.ipynb", stored(after, is as JsonObject)],
  ].map(([name = "", content = ""]) => {
    writeFileSync(path.join(work, name), content);
    return name;
  });
  const result = await diffBriefings({ names, cwd: work, root: work, output: work });
  const { comparison } = result;
  const brief = { all: "briefing diff --all" };
  return { ...comparison, result, text: formatTerminal(comparison, { width: 100, colour: "off", brief }) };
}

const ran = (id: string, source: string, ...outputs: readonly object[]) => ({
  ...codeCell(id, source, {}, outputs),
  execution_count: 1,
});
const printed = (text: string) => ({ output_type: "stream", name: "stdout", text });
const numbered = (word: string, count: number) =>
  printed(Array.from({ length: count }, (_, index) => `${word} ${index + 1}`).join("\n"));
const png = (grey: number) => {
  const picture = new PNG({ width: 2, height: 2 });
  picture.data = Buffer.alloc(16, grey);
  return displayed({ "image/png": PNG.sync.write(picture).toString("base64") });
};

const svg = displayed({
  "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0,0h9"/></svg>',
});

const cells = [ran("shown", "show()", printed("1"))];

describe("the kernel", () => {
  const newer = { ...python, language_info: { name: "python", version: "3.12" } };

  it("of another version or language has a line", async () => {
    const { notes, text } = await compared(cells, cells, python, newer);
    expect(notes).toEqual(["The kernel is now python3 (Python 3.12), before python3 (Python 3.11)."]);
    expect(text).toContain(notes.join());
    const r = { kernelspec: { name: "ir" }, language_info: { name: "R" } };
    expect((await compared(cells, cells, python, r)).notes).toEqual([
      "The kernel is now ir (R), before python3 (Python 3.11).",
    ]);
  });

  it("has none if it is the same, or if a notebook does not record it", async () => {
    expect((await compared(cells, cells)).notes).toEqual([]);
    expect((await compared(cells, cells, python, {})).notes).toEqual([]);
    expect((await compared(cells, cells, { kernelspec: "?", widgets: [] }, python)).notes).toEqual([]);
  });
});

describe("the saved state of widgets", () => {
  const slider = (run: string, value: number, width = "auto") => ({
    [`slider-${run}-${value}`]: {
      model_name: "IntSliderModel",
      state: { value, _view_count: run.length, layout: `IPY_MODEL_look-${run}-${value}` },
    },
    [`look-${run}-${value}`]: { model_name: "LayoutModel", state: { width } },
  });
  const bar = (time: string) => ({
    [`bar-${time}`]: { model_name: "HTMLModel", state: { value: `10/10 [${time}<00:00, 8.3it/s]` } },
  });
  const saved = (state: object) => ({
    ...python,
    widgets: { "application/vnd.jupyter.widget-state+json": { version_major: 2, state } },
  });
  const notesOf = async (before: object, after: object) =>
    (await compared(cells, cells, saved(before), saved(after))).notes;

  it("has a line with the numbers of widgets that changed, were added or removed", async () => {
    const first = { ...slider("a", 1), ...slider("a", 2), ...slider("a", 3) };
    expect(await notesOf(first, { ...slider("a", 1), ...slider("a", 2), ...slider("b", 5) })).toEqual([
      "State of 1 widget changed.",
    ]);
    expect(await notesOf(first, { ...slider("b", 1, "9em"), ...slider("b", 2) })).toEqual([
      "State of 1 widget changed, of 1 removed.",
    ]);
    expect(await notesOf({}, first)).toEqual(["State of 3 widgets added."]);
    expect(await notesOf(first, {})).toEqual(["State of 3 widgets removed."]);
  });

  it("has none after another run, with other ids and times", async () => {
    const first = { ...slider("a", 1), ...slider("a", 2), ...bar("00:01") };
    expect(await notesOf(first, { ...slider("again", 1), ...slider("again", 2), ...bar("00:07") })).toEqual(
      [],
    );
  });
});

describe("one long output in the default comparison", () => {
  it("takes twelve lines, so that the other entries are shown, half of them removed and half added", async () => {
    const other = (text: string) => ran("other", "other()", printed(text));
    const { text } = await compared(
      [ran("long", "long()", numbered("old", 200)), other("one")],
      [ran("long", "long()", numbered("new", 200)), other("two")],
    );
    const shown = (sign: string) => text.split("\n").filter((line) => line.trimStart().startsWith(sign));
    expect(shown("- old")).toHaveLength(6);
    expect(shown("+ new")).toHaveLength(6);
    expect(text).toContain("… the rest of 200 lines removed, 200 added");
    expect(text).toMatch(/- one\n\s*\+ two\n/);
    expect(text).not.toContain("Not shown");
  });
});

describe("pictures", () => {
  it("that are the same are counted where the code of their cells changed", async () => {
    const { notes, text } = await compared(
      [
        ran("one", "legend(1)", png(1), png(2)),
        ran("two", "draw(2)", png(3)),
        ran("three", "draw(3)", png(4)),
      ],
      [
        ran("one", "legend()", png(1), png(2)),
        ran("two", "draw(two)", png(3)),
        ran("three", "draw(3)", png(4)),
      ],
    );
    expect(notes).toEqual(["3 pictures are the same although the code changed (cells one, two)."]);
    expect(text).toContain(notes.join());
  });

  it("have no such line where the code is the same, the picture differs or one side has none", async () => {
    const { notes } = await compared(
      [ran("one", "draw()", png(1)), ran("two", "draw(2)", png(3)), ran("three", "draw(3)")],
      [ran("one", "draw()", png(1)), ran("two", "draw(two)", png(90)), ran("three", "draw(three)", png(5))],
    );
    expect(notes.join()).not.toContain("the same");
  });

  it("in another format are one change", async () => {
    const { changes, summary, text } = await compared(
      [ran("one", "draw()", png(1)), ran("two", "draw(2)", png(3), png(4))],
      [ran("one", "draw()", svg), ran("two", "draw(2)", svg, svg)],
    );
    expect(changes.map(({ kind, status }) => `${kind} ${status}`)).toEqual(Array(3).fill("image changed"));
    expect(summary.line).toMatch(/^3 pictures in another format\./);
    expect(text).toContain("Its format changed: PNG → SVG.");
  });

  it("are added and removed if a cell shows another number of them", async () => {
    const { changes } = await compared([ran("one", "draw()", png(1))], [ran("one", "draw()", svg, svg)]);
    expect(changes.map(({ status }) => status).sort()).toEqual(["added", "added", "removed"]);
  });
});

describe("a setting in code", () => {
  const test = ran("test", "reject(p)", printed("3 of 7"));

  it("is shown by default if no output of its cell changed", async () => {
    const { text, result, ...comparison } = await compared(
      [ran("set", "import stats\nalpha = 0.05  # two-sided"), test],
      [ran("set", "import stats\nalpha = 0.10  # one-sided"), test],
    );
    const { changes, summary } = comparison;
    expect(changes).toMatchObject([{ kind: "code", id: "after/set", setting: true }]);
    expect(summary.line).toBe("1 setting changed in code.");
    expect(parseGate(defaultGate)(comparison), "nothing that readers could quote").toEqual([]);
    expect(text).toContain("~ Setting in code after/set");
    expect(formatHtml(result, { command: "briefing diff" })).toContain('<h2 id="settings">Settings in code');
    expect(text).toMatch(/- alpha = 0\.05 {2}# two-sided\n\s*\+ alpha = 0\.10/);
  });

  it.each([
    ["a string", "fit(method='rf')", 'fit(method="svm")', true],
    ["a sign", "shift(-1)", "shift(1)", true],
    ["a constant", "fit(scale=False)", "fit(scale=True)", true],
    ["the notation of a number and a string", "fit(1.0, 'a')", 'fit(1.00, "a")', false],
    ["a comment", "fit()  # 5 times", "fit()  # 6 times", false],
    ["a name", "fit(one)", "fit(two)", false],
    ["the number of a name", "fit(x1)", "fit(x2)", false],
  ])("may be %s", async (_, before, after, isSetting) => {
    const { changes } = await compared([ran("set", before), test], [ran("set", after), test]);
    expect(changes).toHaveLength(1);
    expect(changes.some((change) => "setting" in change)).toBe(isSetting);
  });

  it("is only counted if an output of its cell changed", async () => {
    const { text } = await compared(
      [ran("set", "show(alpha=0.05)", printed("3 of 7"))],
      [ran("set", "show(alpha=0.10)", printed("4 of 7"))],
    );
    expect(text).toContain("+ 4 of 7");
    expect(text).not.toContain("Setting in code");
    expect(text).toContain("Also changed, in punctuation, order, names or code: 1 code cell.");
  });
});

it("no cause is named except the edited code of the same cell", async () => {
  const state = (n: number) => [
    ran("set", `n = ${n}`),
    ran("own", `show(${n})`, printed(`own ${n}`)),
    ran("later", "show(n)", printed(`later ${n}`), png(20 * n)),
    ran("again", "display()", printed(`again ${n}`)),
  ];
  const { changes, summary } = await compared(state(1), state(9));
  const whys = changes.flatMap(({ kind, id, why }) =>
    kind === "code" ? [] : [`${id}: ${why.causes.map(({ input }) => input).join()}${why.note ?? ""}`],
  );
  expect(whys.toSorted()).toEqual([
    "after-later-2: The report does not record its inputs.",
    "after/again: The report does not record its inputs.",
    "after/later: The report does not record its inputs.",
    "after/own: after.ipynb#own",
  ]);
  expect(summary.line).toContain("Cause of 1 of 4 changes: cell own");
});
