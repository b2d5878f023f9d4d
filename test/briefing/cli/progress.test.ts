import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { progressView } from "../../../src/briefing/cli/progress.js";
import { codeCell, notebookOf } from "../../support/notebook.js";

const cell = codeCell("a", "");
const notebook = notebookOf([cell], {});
const path = "notebooks/01-tea.ipynb";
let said = "";

beforeEach(() => {
  said = "";
  vi.useFakeTimers();
  vi.stubEnv("CI", "1");
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += stripVTControlCharacters(String(text));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

test("in a pipe, a notebook is reported at its start, every 30 s with its cell, and at its end", async () => {
  const view = await progressView({});
  view.show({ kind: "queued", path });
  expect(said).toBe("");
  view.show({ kind: "starting", path });
  view.show({ kind: "cell", path, cell, index: 0, of: 2 });
  expect(said).toBe("… 01-tea\n");
  vi.advanceTimersByTime(31_000);
  view.show({ kind: "cell", path, cell, index: 1, of: 2 });
  vi.advanceTimersByTime(30_000);
  view.show({ kind: "finished", path, execution: { path, notebook, failures: [], duration: 61_000 } });
  vi.advanceTimersByTime(60_000);
  view.close();
  expect(said.split("\n")).toEqual([
    "… 01-tea",
    "… 01-tea  cell 1 of 2, for 30.0 s",
    "… 01-tea  cell 2 of 2, for 60.0 s",
    "✓ 01-tea  1 code cell, 61.0 s",
    "",
  ]);
});

test("a cached notebook has one line", async () => {
  const view = await progressView({});
  view.show({ kind: "queued", path });
  view.show({
    kind: "finished",
    path,
    execution: { path, notebook, failures: [], duration: 1, origin: { from: "cache" } },
  });
  view.close();
  expect(said).toBe("✓ 01-tea  1 code cell, unchanged\n");
});
