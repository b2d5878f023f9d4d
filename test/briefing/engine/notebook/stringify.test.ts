import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isJsonMime } from "../../../../src/briefing/engine/notebook/stored-text.js";
import { parseNotebook } from "../../../../src/briefing/engine/notebook/parse.js";
import { stringifyNotebook } from "../../../../src/briefing/engine/notebook/stringify.js";
import { codeCell, displayed, notebookOf, textCell } from "../../../support/notebook.js";
import { type JsonObject, type Output } from "../../../../src/briefing/engine/notebook/contract.js";

/** Text with characters that are prone to errors. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 4 }),
      fc.constantFrom("\n", "\f", "\v", "\x1c", "\x85", "\u2028", "\u2029", "ü", "𝒳", '"', "\\"),
    ),
  )
  .map((parts) => parts.join(""));
const source = text.map((value) => value.replace(/\r/g, ""));
const json = fc
  .jsonValue({ noUnicodeString: false })
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject);
const name = fc.oneof(fc.string(), fc.constantFrom("5", "\ue0005", "\ue000\ue0005"));
const object = fc.dictionary(name, json, { noNullPrototype: true }) as fc.Arbitrary<JsonObject>;
const bundle = fc
  .dictionary(
    fc.constantFrom("text/plain", "text/html", "image/png", "image/svg+xml"),
    fc.oneof(
      text,
      text.map((t) => `${t}\r\n`),
    ),
    {
      noNullPrototype: true,
    },
  )
  .chain((texts) => json.map((value): JsonObject => ({ ...texts, "application/vnd.x+json": value })));
const count = fc.option(fc.nat());
const output: fc.Arbitrary<Output> = fc.oneof(
  fc.record({
    output_type: fc.constant("stream" as const),
    name: fc.constantFrom("stdout" as const, "stderr" as const),
    text,
  }),
  fc.record({ output_type: fc.constant("display_data" as const), data: bundle, metadata: object }),
  fc.record({
    output_type: fc.constant("execute_result" as const),
    data: bundle,
    metadata: object,
    execution_count: count,
  }),
  fc.record({
    output_type: fc.constant("error" as const),
    ename: text,
    evalue: text,
    traceback: fc.array(text),
  }),
);
const cell = fc.oneof(
  fc.record({
    cell_type: fc.constant("code" as const),
    metadata: object,
    source,
    outputs: fc.array(output),
    execution_count: count,
  }),
  fc.record({ cell_type: fc.constantFrom("markdown" as const, "raw" as const), metadata: object, source }),
);
const notebook = fc.record({ metadata: object, cells: fc.array(cell) }).map(({ metadata, cells }) =>
  notebookOf(
    cells.map((each, index) => ({ ...each, id: `cell-${index}` })),
    metadata,
  ),
);

test("law: a notebook survives writing and reading, and its stored file changes no byte", () => {
  fc.assert(
    fc.property(notebook, (given) => {
      const stored = stringifyNotebook(given);
      const read = parseNotebook(stored, "n");
      expect(read).toEqual(given);
      expect(stringifyNotebook(read)).toBe(stored);
    }),
  );
});

const data = { "text/plain": "a\nb", "image/png": "iVBO\nRw==", "application/json": ["x\ny"] };
const example = notebookOf(
  [
    textCell("markdown", "m", "über\fx\u2028y\n"),
    { ...codeCell("c", "", {}, [displayed(data)]), execution_count: null },
  ],
  { zeta: [], alpha: { "10": 1, "9": {} } },
);

test("the stored form: sorted keys, indent 1, raw UTF-8, lines as Python splits them, a newline at the end", () => {
  expect(stringifyNotebook(example)).toBe(
    readFileSync(new URL("stored-form.ipynb", import.meta.url), "utf8"),
  );
});

test("JSON types are distinguished from text types", () => {
  expect(["application/json", "application/geo+json"].every(isJsonMime)).toBe(true);
  expect(["text/plain", "image/svg+xml", "text/x+json"].some(isJsonMime)).toBe(false);
});
