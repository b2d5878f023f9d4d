import { expect, test } from "vitest";
import {
  cellTimeout,
  hasTag,
  kernelName,
  notebookLanguage,
} from "../../../../src/briefing/engine/notebook/metadata.js";

const timeout = (seconds: unknown) => ({
  metadata: { briefing: { timeout: seconds as number } },
});

test("a cell's timeout overrides the notebook's, which overrides the build's", () => {
  expect(cellTimeout({ metadata: {} }, { metadata: {} }, 120_000)).toBe(120_000);
  expect(cellTimeout(timeout(5), { metadata: {} }, 120_000)).toBe(5000);
  expect(cellTimeout(timeout(5), timeout(0.5), 120_000)).toBe(500);
  expect(cellTimeout({ metadata: {} }, timeout("long"), 120_000)).toBe(120_000);
});

test("kernel and language, if the file names them", () => {
  const metadata = { kernelspec: { name: "ir", language: "R" } };
  expect(kernelName({ metadata })).toBe("ir");
  expect(notebookLanguage({ metadata })).toBe("r");
  expect(notebookLanguage({ metadata: { ...metadata, language_info: { name: "TypeScript" } } })).toBe(
    "typescript",
  );
  expect(kernelName({ metadata: { kernelspec: "x" } })).toBeUndefined();
  expect(notebookLanguage({ metadata: {} })).toBeUndefined();
});

test("tags are Jupyter's", () => {
  expect(hasTag({ metadata: { tags: ["remove-cell", "mine"] } }, "remove-cell")).toBe(true);
  expect(hasTag({ metadata: { tags: "remove-cell" } }, "remove-cell")).toBe(false);
});
