import fc from "fast-check";
import { expect, test } from "vitest";
import { parseNotebook } from "../../../../src/briefing/engine/notebook/parse.js";
import { replaceSources } from "../../../../src/briefing/tools/check/replace-sources.js";
import { codeCell, stored, textCell } from "../../../support/notebook.js";

/** As an editor of another kind may write it: other indentation, keys in another order, escapes, no line break at the end. */
const foreign = String.raw`{"nbformat":4, "nbformat_minor" : 5,
    "metadata": { "note": "\u00e9 \"source\"" },
  "cells": [
    { "source": ["const a = 1\n", "\u00e9"], "metadata": {"source": "x"}, "id": "a", "outputs": [], "execution_count": null,
      "cell_type": "code" },
    { "cell_type": "code", "id": "b", "metadata": {}, "source": "b", "outputs": [ { "output_type": "stream", "name": "stdout", "text": ["b"] } ], "execution_count": 3 },
    { "cell_type": "markdown", "id": "c", "metadata": {}, "source": [
          "c\n",
          "d"
      ] }
  ] }`;

test("only the sources change, in the layout of each", () => {
  const sources = new Map([
    [2, "one\ntwo\nthree"],
    [0, "const a = 1;"],
    [1, "b;\n“c”"],
  ]);
  const replaced = replaceSources(foreign, sources);
  const expected = foreign
    .replace(String.raw`["const a = 1\n", "\u00e9"]`, '["const a = 1;"]')
    .replace('"source": "b"', String.raw`"source": "b;\n“c”"`)
    .replace(
      String.raw`"c\n",
          "d"`,
      String.raw`"one\n",
          "two\n",
          "three"`,
    );
  expect(replaced).toBe(expected);
  expect(replaceSources(foreign, new Map())).toBe(foreign);
  const { cells } = parseNotebook(replaced, "x.ipynb");
  expect(cells.map(({ source }) => source)).toEqual(["const a = 1;", "b;\n“c”", "one\ntwo\nthree"]);
});

test("in a notebook as Jupyter stores it, the result is as Jupyter would store it", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { minLength: 1 }), (sources) => {
      const cells = (of: (index: number) => string) =>
        sources.flatMap((_, index) => [
          codeCell(`c${index}`, of(index)),
          textCell("markdown", `m${index}`, "x\ny"),
        ]);
      const before = stored(cells((index) => `before ${index}\n`));
      const changes = new Map(sources.map((source, index) => [2 * index, source]));
      expect(replaceSources(before, changes)).toBe(stored(cells((index) => sources[index] ?? "")));
    }),
  );
});
