import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { kernelIdentity } from "../../../src/cli/kernel-identity.js";
import { toStoredForm } from "../../../src/tools/check/stored-form.js";
import { NotebookFormatError } from "../../../src/engine/notebook/errors.js";
import { parseNotebook } from "../../../src/engine/notebook/parse.js";

const kernel = kernelIdentity();
const clean = (text: string) => toStoredForm(text, "a.ipynb", kernel);
const fixtures = path.resolve(import.meta.dirname, "../../fixtures");

/** Every notebook of the fixtures that can be read: most were written by other tools. */
const others = ["notebooks", "peers"].flatMap((folder) =>
  readdirSync(path.join(fixtures, folder))
    .filter((name) => name.endsWith(".ipynb") && !["invalid-json.ipynb", "nbformat-3.ipynb"].includes(name))
    .map((name) => path.join(fixtures, folder, name)),
);

const notebook = (cells: readonly object[], metadata: object = {}): string =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells });
const code = (fields: object): object => ({
  cell_type: "code",
  id: "a",
  metadata: {},
  source: "1",
  outputs: [],
  execution_count: null,
  ...fields,
});

describe("a notebook that others wrote", () => {
  test.each(others)("%s: cleaned once is cleaned, and every source stays", (file) => {
    const text = readFileSync(file, "utf8");
    const once = clean(text).text;
    expect(clean(once)).toEqual({ text: once, changes: [] });
    const [before, after] = [parseNotebook(text, file), parseNotebook(once, file)];
    expect(after.cells.map(({ source, cell_type }) => [cell_type, source])).toEqual(
      before.cells.map(({ source, cell_type }) => [cell_type, source]),
    );
  });
});

test("any metadata, order and layout: cleaned once is cleaned, and what an author put there stays", () => {
  const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);
  const named = fc.dictionary(fc.string({ minLength: 1 }), json, { noNullPrototype: true });
  const left = fc.constantFrom("collapsed", "scrolled", "execution", "trusted", "user_expressions");
  const cell = fc.record({
    type: fc.constantFrom("code", "markdown", "raw"),
    source: fc.oneof(fc.string(), fc.array(fc.string())),
    metadata: fc
      .tuple(named, fc.array(left))
      .map(([kept, gone]) => ({ ...kept, ...Object.fromEntries(gone.map((key) => [key, true])) })),
    count: fc.option(fc.nat()),
    indent: fc.constantFrom(0, 1, 2, 4),
  });
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 6 }), named, (cells, metadata) => {
      const stored = cells.map(({ type, source, metadata: own, count }, index) => ({
        ...(type === "code"
          ? { outputs: [{ output_type: "stream", name: "stdout", text: "x" }], execution_count: count }
          : {}),
        cell_type: type,
        id: `c${index}`,
        metadata: own,
        source,
      }));
      const text = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: stored }, undefined, 2);
      const once = clean(text).text;
      expect(clean(once)).toEqual({ text: once, changes: [] });
      const after = JSON.parse(once) as { cells: { metadata: Record<string, unknown> }[] };
      after.cells.forEach((each, index) => {
        const wanted = Object.entries(cells[index]?.metadata ?? {}).filter(
          ([key]) =>
            !["collapsed", "scrolled", "execution", "trusted", "user_expressions", "jupyter"].includes(key),
        );
        expect(Object.entries(each.metadata)).toEqual(expect.arrayContaining(wanted));
      });
    }),
    { numRuns: 60 },
  );
});

describe("what goes", () => {
  test("the record of an execution, but not the timeout an author set beside it", () => {
    const ours = { timeout: 600, status: "executed", trace: { files: [] }, inline: [] };
    const after = JSON.parse(clean(notebook([code({ metadata: { "decoupling-briefing": ours } })])).text) as {
      cells: { metadata: unknown }[];
    };
    expect(after.cells[0]?.metadata).toEqual({ "decoupling-briefing": { timeout: 600 } });
  });
});

describe("what stays", () => {
  test("what a notebook for another kernel says of it", () => {
    const metadata = {
      kernelspec: { name: "python3", display_name: "Py", language: "python" },
      language_info: { name: "python", version: "3.11.4" },
    };
    const after = JSON.parse(clean(notebook([], metadata)).text) as { metadata: object };
    expect(after.metadata).toEqual(metadata);
  });
});

test("ids are made for cells of old notebooks, and the kernel's name and language are set as the Lab would", () => {
  const text = JSON.stringify({
    nbformat: 4,
    nbformat_minor: 2,
    metadata: { kernelspec: { name: "tslab", display_name: "tslab", language: "ts" } },
    cells: [{ cell_type: "code", metadata: {}, source: "1", outputs: [], execution_count: null }],
  });
  const after = parseNotebook(clean(text).text, "a.ipynb");
  expect(after.nbformat_minor).toBe(5);
  expect(after.cells[0]?.id).toMatch(/^[0-9a-f]{8}$/);
  expect(after.metadata).toEqual({
    kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" },
    language_info: kernel.languageInfo,
  });
});

test("what is no notebook is refused", () => {
  for (const text of ["", "[]", '{"nbformat":3}', "{"])
    expect(() => clean(text)).toThrow(NotebookFormatError);
});
