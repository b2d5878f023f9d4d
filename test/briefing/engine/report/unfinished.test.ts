import { expect, test } from "vitest";
import { refuseUnfinished } from "../../../../src/briefing/engine/report/unfinished.js";
import { mime } from "../../../../src/briefing/model/mime.js";
import { codeCell, displayed, notebookOf } from "../../../support/notebook.js";

const text = { parts: ["Words."] };
const columns = [
  { field: "year", title: "Year" },
  { field: "Visits (all)", title: "Visits" },
];
const figure = { version: 1, data: [], columns };
const table = { version: 1, key: [], columns: columns.map((one) => ({ ...one, align: "right" })), rows: [] };

const shown = (...bundles: readonly object[]) => [
  { path: "notebooks/01.ipynb", notebook: notebookOf([codeCell("look", "", {}, bundles.map(displayed))]) },
];

test("unfinished figures and tables are reported with what they lack, all at once", () => {
  const bundles = [
    { [mime.figure]: figure },
    { [mime.figure]: { ...figure, id: "a", caption: text } },
    { [mime.figure]: { ...figure, id: "b", caption: text, alt: text } },
    { [mime.table]: table },
  ];
  expect(() => {
    refuseUnfinished(shown(...bundles));
  }).toThrow(
    `3 figures and tables are not ready to be published:
  notebooks/01.ipynb, cell 1 (look)
    figure(…, { id: "visits-all-by-year", caption: "What to look at, and what not to conclude.", alt: "What a person who cannot see it needs to know." })
  notebooks/01.ipynb, cell 1 (look)
    figure(…, { alt: "What a person who cannot see it needs to know." })
  notebooks/01.ipynb, cell 1 (look)
    table(…, { id: "visits-all-by-year", caption: "What to look at, and what not to conclude." })`,
  );
  expect(() => {
    refuseUnfinished(shown({ [mime.figure]: { ...figure, id: "b", caption: text, alt: text } }));
  }).not.toThrow();
});
