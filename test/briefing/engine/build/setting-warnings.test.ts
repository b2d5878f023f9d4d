import { expect, test } from "vitest";
import { settingWarnings } from "../../../../src/briefing/engine/build/setting-warnings.js";
import {
  packAnswers,
  withAnswers,
  type CellAnswer,
} from "../../../../src/briefing/engine/notebook/answers.js";
import { codeCell, notebookOf } from "../../../support/notebook.js";

const failed = (base: number, reason: string): { setting: { base: number }; answer: CellAnswer } => ({
  setting: { base },
  answer: { failed: reason },
});

test("settings without an answer are named once, by the first cell that fails", () => {
  const cells = [codeCell("change", ""), codeCell("figure", "")];
  const under = [failed(2020, "no such row"), failed(2021, "no such row"), failed(2022, "no data")];
  const more = { setting: { base: 2018 }, answer: { outputs: [] } };
  const metadata = withAnswers(
    {},
    packAnswers({
      assumptions: [],
      cells: [
        { cell: "change", on: ["base"], under: [more, ...under] },
        { cell: "figure", on: ["base"], under },
      ],
    }),
  );
  expect(settingWarnings([{ path: "a.ipynb", notebook: notebookOf(cells, metadata) }])).toEqual([
    "a.ipynb, cell change: not available with base=2020 and 1 other setting: no such row",
    "a.ipynb, cell change: not available with base=2022: no data",
  ]);
});

test("a notebook without assumptions has no warnings", () => {
  expect(settingWarnings([{ path: "a.ipynb", notebook: notebookOf([codeCell("a", "")]) }])).toEqual([]);
});
