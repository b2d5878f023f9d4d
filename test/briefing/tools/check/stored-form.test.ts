import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { kernelMetadata } from "../../../../src/briefing/engine/compile/kernel-metadata.js";
import { omit } from "../../../../src/briefing/lib/omit.js";
import { leftBehind, toStoredForm } from "../../../../src/briefing/tools/check/stored-form.js";
import { parseNotebook } from "../../../../src/briefing/engine/notebook/parse.js";
import { codeCell, stored } from "../../../support/notebook.js";

const clean = (text: string) => toStoredForm(text, "a.ipynb");

type Fields = Record<string, unknown>;
interface Stored extends Fields {
  readonly cells: readonly Fields[];
  readonly metadata: Fields;
}
const read = (text: string) => JSON.parse(text.replace(/^\uFEFF/, "")) as Stored;

const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const named = fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), json, {
  noNullPrototype: true,
  maxKeys: 3,
});
/** Fields of no schema: from another tool, or from a later nbformat. */
const unknown = named.map((fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`x-${name}`, value])),
);
/** Lines with every end that an editor leaves, and non-ASCII letters. */
const words = fc
  .array(fc.tuple(fc.string({ maxLength: 8 }), fc.constantFrom("\n", "\r\n", "\r", "\u2028", "é\n", "")))
  .map((lines) => lines.map(([text, end]) => text + end).join(""));
/** One string, or an array split anywhere. */
const source = fc.oneof(
  words,
  fc.array(words, { maxLength: 3 }),
  words.map((text) => text.split(/(?<=\n)/)),
);
const passing = fc.record(
  {
    collapsed: fc.boolean(),
    scrolled: fc.boolean(),
    execution: fc.constant({ "iopub.status.busy": "2026-01-01" }),
    trusted: fc.boolean(),
    jupyter: fc.record({ outputs_hidden: fc.boolean() }),
  },
  { requiredKeys: [] },
);
const picture = "iVBORw0KGgo=";
const attachments = fc.option(
  fc.constantFrom<Fields>(
    { "a.png": { "image/png": picture } },
    { "a b.svg": { "image/svg+xml": ["<svg>\n", "</svg>"] }, "n.txt": { "text/plain": "one\ntwo" } },
    {},
  ),
  { nil: undefined },
);
const cell = fc.record({
  type: fc.constantFrom("code", "markdown", "raw"),
  id: fc.constantFrom("given", "made"),
  source,
  metadata: fc.tuple(named, passing).map(([kept, gone]) => ({ ...kept, ...gone })),
  tags: fc.option(fc.array(fc.constantFrom("parameters", "skip-execution", "mine"), { maxLength: 2 }), {
    nil: undefined,
  }),
  attachments,
  unknown,
  count: fc.option(fc.nat({ max: 99 })),
  outputs: fc.array(
    fc.constantFrom<Fields>(
      { output_type: "stream", name: "stdout", text: ["a\n", "b"] },
      { output_type: "execute_result", data: { "text/plain": "1" }, metadata: {}, execution_count: 3 },
      { output_type: "error", ename: "E", evalue: "v", traceback: [] },
    ),
    { maxLength: 2 },
  ),
});
type Shape = typeof cell extends fc.Arbitrary<infer T> ? T : never;

function storedCell(shape: Shape, index: number, minor: number): Fields {
  const { type, id, metadata, tags, count, outputs } = shape;
  return {
    ...shape.unknown,
    cell_type: type,
    ...(id === "given" && minor === 5 ? { id: `c-${index}` } : {}),
    metadata: { ...metadata, ...(tags && { tags }) },
    ...(shape.attachments && type !== "code" ? { attachments: shape.attachments } : {}),
    source: shape.source,
    ...(type === "code" ? { execution_count: count, outputs } : {}),
  };
}

const notebook = fc
  .record({
    minor: fc.integer({ min: 0, max: 5 }),
    cells: fc.array(cell, { maxLength: 5 }),
    metadata: named,
    kernel: fc.constantFrom("tslab", "python3", undefined),
    unknown,
    layout: fc.constantFrom<readonly [string, string, number]>(
      ["", "", 0],
      ["", "\n", 1],
      ["", "\r\n", 2],
      ["\uFEFF", "", 4],
    ),
  })
  .map(({ minor, cells, metadata, kernel, unknown: more, layout: [mark, end, indent] }) => {
    const stored = {
      cells: cells.map((shape, index) => storedCell(shape, index, minor)),
      metadata: {
        ...metadata,
        ...(kernel && { kernelspec: { name: kernel, display_name: "K", language: "l" } }),
      },
      nbformat: 4,
      nbformat_minor: minor,
      ...more,
    };
    const text = JSON.stringify(stored, undefined, indent);
    return mark + (end === "\r\n" ? text.replaceAll("\n", "\r\n") : text) + end;
  });

const joined = (value: unknown): unknown =>
  Array.isArray(value) && value.every((line) => typeof line === "string") ? value.join("") : value;
const lines = (value: unknown): string => String(joined(value)).replace(/\r\n?/g, "\n");
const without = (fields: Fields, names: readonly string[]): Fields => omit(fields, ...names);

/** The authored content of a cell: everything but traces of execution and viewing, with texts as one string. */
function written(cell: Fields): Fields {
  const metadata = without(cell["metadata"] as Fields, leftBehind.cell);
  const { jupyter } = metadata;
  const own =
    typeof jupyter === "object" && jupyter !== null && "outputs_hidden" in jupyter
      ? without(metadata, ["jupyter"])
      : metadata;
  const tags = metadata["tags"];
  const keeps = Array.isArray(tags) && tags.includes("skip-execution");
  const files = Object.entries((cell["attachments"] ?? {}) as Record<string, Fields>).map(
    ([name, bundle]) => [
      name,
      Object.fromEntries(Object.entries(bundle).map(([type, content]) => [type, joined(content)])),
    ],
  );
  return {
    ...without(cell, ["id", "execution_count", "outputs"]),
    source: lines(cell["source"]),
    metadata: own,
    attachments: Object.fromEntries(files) as Fields,
    ...(keeps && cell["cell_type"] === "code" ? { outputs: cell["outputs"] } : {}),
  };
}

it("any readable notebook, once cleaned, is clean, whatever its layout and minor version", () => {
  fc.assert(
    fc.property(notebook, (text) => {
      const once = clean(text).text;
      expect(clean(once)).toEqual({ text: once, changes: [] });
      // It keeps all authored content.
      const before = read(text);
      const after = read(once);
      expect(after.cells.map(written)).toEqual(before.cells.map(written));
      const kernel = ["kernelspec", "language_info", ...leftBehind.notebook];
      expect(without(after.metadata, kernel)).toEqual(without(before.metadata, kernel));
      const known = ["cells", "metadata", "nbformat_minor"];
      expect(without(after, known)).toEqual(without(before, known));
      // It has ids: its own, and generated ones.
      const ids = after.cells.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      before.cells.forEach(({ id }, index) => {
        if (id !== undefined) expect(ids[index]).toBe(id);
      });
      // It has no outputs, counts or traces of viewing, except the outputs of what is never executed.
      for (const { cell_type: type, metadata, outputs, execution_count: count } of after.cells) {
        const own = metadata as Fields;
        expect(Object.keys(own).filter((key) => leftBehind.cell.some((gone) => gone === key))).toEqual([]);
        if (type !== "code") continue;
        expect(count).toBeNull();
        const keeps = Array.isArray(own["tags"]) && own["tags"].includes("skip-execution");
        if (!keeps) expect(outputs).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

const fixtures = path.resolve(import.meta.dirname, "../../../fixtures");

/** Every readable notebook of the fixtures: most were written by other tools. */
const others = ["notebooks", "peers"].flatMap((folder) =>
  readdirSync(path.join(fixtures, folder))
    .filter((name) => name.endsWith(".ipynb") && !["invalid-json.ipynb", "nbformat-3.ipynb"].includes(name))
    .map((name) => path.join(fixtures, folder, name)),
);

it.each(others)(
  "a notebook written by others: %s: cleaning is idempotent, and every source stays",
  (file) => {
    const text = readFileSync(file, "utf8");
    const once = clean(text).text;
    expect(clean(once)).toEqual({ text: once, changes: [] });
    const before = parseNotebook(text, file);
    const after = parseNotebook(once, file);
    expect(after.cells.map(({ source, cell_type }) => [cell_type, source])).toEqual(
      before.cells.map(({ source, cell_type }) => [cell_type, source]),
    );
  },
);

it("the record of an execution is removed, but not the timeout an author set beside it", () => {
  const ours = { timeout: 600, status: "executed", trace: { files: [] }, inline: [] };
  const after = JSON.parse(clean(stored([codeCell("a", "1", { briefing: ours })])).text) as {
    cells: { metadata: unknown }[];
  };
  expect(after.cells[0]?.metadata).toEqual({ briefing: { timeout: 600 } });
});

it("a notebook for another kernel keeps its kernel metadata", () => {
  const metadata = {
    kernelspec: { name: "python3", display_name: "Py", language: "python" },
    language_info: { name: "python", version: "3.11.4" },
  };
  const after = JSON.parse(clean(stored([], metadata)).text) as { metadata: object };
  expect(after.metadata).toEqual(metadata);
});

it("cells of old notebooks get ids, and the kernel's name and language are set as in JupyterLab", () => {
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
    language_info: kernelMetadata.language_info,
  });
});
