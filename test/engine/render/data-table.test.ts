import { expect, test } from "vitest";
import { dataTableHtml } from "../../../src/engine/render/html/shown.js";

const table = (rows: number) =>
  dataTableHtml({
    number: 3,
    data: Array.from({ length: rows }, (_, n) => ({ name: `<${n}>`, n: n % 2 ? n : null })),
  })?.text;

test("has every row of a figure's data, numbers to the right, markup as text", () => {
  const html = table(3);
  expect(html).toContain("<summary>Show as table</summary>");
  expect(html).toContain('<td>&lt;1&gt;</td><td class="right">1</td>');
  expect(html).toContain('<td>&lt;2&gt;</td><td class="right"></td>');
});

test("of many rows has the first, and says of how many", () => {
  const html = table(1234);
  expect(html).toContain("<summary>Show as table: the first 200 of 1,234 rows</summary>");
  expect(html).toContain("&lt;199&gt;");
  expect(html).not.toContain("&lt;200&gt;");
});

test("of no rows there is none", () => {
  expect(table(0)).toBeUndefined();
});
