import { describe, expect, test } from "vitest";
import { columnWidths, fit } from "../../../../src/engine/render/word/column-widths.js";
import type { Grid } from "../../../../src/engine/render/word/grid.js";

const cell = (text: string) => ({ text, isHead: false, span: 1, content: () => [] });
const grid = (head: readonly string[], ...body: (readonly string[])[]): Grid => ({
  head: [head.map(cell)],
  body: body.map((row) => row.map(cell)),
  columns: head.length,
});
const sum = (widths: readonly number[]) => widths.reduce((total, width) => total + width, 0);
const upright = 9070;

describe("columns", () => {
  test("are together as wide as the page's text, words wider than numbers", () => {
    const table = grid(["What", "n"], ["A sentence that says something about the row, at some length", "12"]);
    const fitted = fit(table);
    const [words = 0, numbers = 0] = columnWidths(table, fitted);
    expect(fitted).toMatchObject({ page: "portrait", points: 9 });
    expect(words + numbers).toBe(upright);
    expect(words).toBeGreaterThan(5 * numbers);
  });

  test("leave every column room, however long a word of another is", () => {
    const table = grid(["a", "b"], ["long ".repeat(500), "unbroken".repeat(200)]);
    const widths = columnWidths(table, fit(table));
    expect(sum(widths)).toBe(upright);
    for (const width of widths) expect(width).toBeGreaterThan(1500);
  });

  test("get smaller type before the page is turned, and the page turned before words are broken", () => {
    const columns = (count: number) =>
      grid(
        Array.from({ length: count }, () => "Headword"),
        [],
      );
    expect([8, 10, 13, 16, 30].map((count) => fit(columns(count)))).toMatchObject([
      { page: "portrait", points: 9 },
      { page: "portrait", points: 7.5 },
      { page: "landscape", points: 9 },
      { page: "landscape", points: 7.5 },
      { page: "landscape", points: 7.5 },
    ]);
  });
});
