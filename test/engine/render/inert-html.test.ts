import { describe, expect, it } from "vitest";
import { inertHtml } from "../../../src/engine/render/markdown/inert-html.js";

describe("raw HTML in Markdown", () => {
  it("stays where it is harmless, and so does everything that is no HTML", () => {
    const source =
      "A <kbd>key</kbd>, `<script>`, 1 < 2.\n\n```html\n<script>\n```\n\n<details open>\n\n**b**\n\n</details>\n";
    expect(inertHtml(source)).toBe(source);
  });

  it("loses what runs and loads, in a line and as a block", () => {
    expect(inertHtml('a <b onclick="x()">b</b> <img src="https://e.org/p.png" alt="p">')).toBe(
      "a <b>b</b> <span>[picture: p]</span>",
    );
    expect(inertHtml("<script>\nalert(1)\n</script>\n\nText <iframe src='x'></iframe>.")).toBe("\n\nText .");
  });
});
