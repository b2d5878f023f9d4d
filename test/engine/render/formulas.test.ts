import { describe, expect, it } from "vitest";
import { createMarkdown } from "../../../src/engine/render/html/markdown.js";

const markdown = createMarkdown("en");

describe("formulas in TeX", () => {
  it.each([
    [
      String.raw`is $\bar x_i = \frac{1}{n}$, $a_1$ and *b*`,
      String.raw`is <code>$\bar x_i = \frac{1}{n}$</code>, <code>$a_1$</code> and <em>b</em>`,
    ],
    [String.raw`$$\int_0^1 x\,dx$$`, String.raw`<code>$$\int_0^1 x\,dx$$</code>`],
    ["$x<y_1$", "<code>$x&lt;y_1$</code>"],
  ])("%s stand as they are written", (source, html) => {
    expect(markdown.renderInline(source)).toBe(html);
  });

  it.each(["from $5 to $6", "$28.9 million of $30 million", "between $5_000 and $6_000", "$ a_1 $"])(
    "%s is none",
    (source) => {
      expect(markdown.renderInline(source)).toBe(source);
    },
  );
});
