/** Two executed notebooks of other programs: what a comparison says beside their outputs. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { diffBriefings } from "../../../../src/briefing/engine/diff/diff-briefings.js";
import { formatTerminal } from "../../../../src/briefing/engine/diff/format/terminal.js";
import type { JsonObject } from "../../../../src/briefing/engine/notebook/contract.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { codeCell, stored } from "../../../support/notebook.js";

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
  const { comparison } = await diffBriefings({ names, cwd: work, root: work, output: work });
  const brief = { all: "briefing diff --all" };
  return { ...comparison, text: formatTerminal(comparison, { width: 100, colour: "off", brief }) };
}

const ran = (id: string, source: string, ...outputs: readonly object[]) => ({
  ...codeCell(id, source, {}, outputs),
  execution_count: 1,
});
const printed = (text: string) => ({ output_type: "stream", name: "stdout", text });
const numbered = (word: string, count: number) =>
  printed(Array.from({ length: count }, (_, index) => `${word} ${index + 1}`).join("\n"));
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
