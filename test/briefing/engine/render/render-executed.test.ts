import { describe, expect, it } from "vitest";
import { mime } from "../../../../src/briefing/model/mime.js";
import { renderExecuted } from "../../../../src/briefing/engine/render/render-executed.js";
import { codeCell, displayed, stored, textCell } from "../../../support/notebook.js";
import { textOf } from "../report/tea.js";

const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

let made = 0;
const code = (source: string, ...outputs: readonly object[]) =>
  codeCell(`c${(made += 1)}`, source, {}, outputs);
const markdown = (source: string) => textCell("markdown", `m${(made += 1)}`, source);

async function render(...cells: readonly object[]) {
  const metadata = { kernelspec: { name: "python3", language: "python", display_name: "Python" } };
  const { files, warnings } = await renderExecuted(stored(cells, metadata), "/somewhere/analysis.ipynb");
  const text = (name: string) => textOf(files, name);
  const page = text("briefing.html").replace(/<(style|script)\b[\s\S]*?<\/\1>/g, "");
  return { files, warnings, page, text };
}

const old = {
  mark: "bar",
  data: { values: [{ a: 1 }] },
  encoding: { y: { field: "a", type: "quantitative" } },
};

describe("a notebook written and executed elsewhere", () => {
  it("keeps its heading as title, its pictures, tables and words, without warnings", async () => {
    const { page, text, warnings, files } = await render(
      markdown("# Tea in Python\n\nSome *words*."),
      code("plot()", displayed({ "image/png": `${pixel}\n`, "text/plain": "<Figure size 640x480>" })),
      code(
        "df",
        displayed({
          "text/html": ["<div><style>td{}</style><table class='dataframe'><tr><td>1</td></tr></table></div>"],
          "text/plain": "   a\n0  1",
        }),
      ),
      code("sympy", displayed({ "text/latex": "$\\displaystyle x^2$", "text/plain": "x**2" })),
      code("print(1)", {
        output_type: "stream",
        name: "stdout",
        text: "\u001b[31mred\u001b[0m /somewhere/data.csv\n",
      }),
    );
    expect(warnings).toEqual([]);
    expect(page).toContain("<h1>Tea in Python</h1>");
    expect(page).toContain(`<img src="data:image/png;base64,${pixel}"`);
    expect(page).toContain("<table><tr><td>1</td></tr></table>");
    expect(page).toContain("$\\displaystyle x^2$");
    expect(page).toContain("red data.csv");
    expect(text("briefing.md")).toContain("```python\nplot()");
    expect(files.map(({ path }) => path)).toContain("notebooks/analysis.ipynb");
  });

  it("with Plotly charts shows their pictures, or words if they have none, or a note", async () => {
    const plotly = {
      "application/vnd.plotly.v1+json": { data: [] },
      "text/html": "<div>Loading</div><script>Plotly.newPlot()</script>",
    };
    const bare = { ...plotly, "text/html": "<div></div><script>Plotly.newPlot()</script>" };
    const { page } = await render(
      code("a", displayed({ ...plotly, "image/png": pixel })),
      code("b", displayed({ ...bare, "text/plain": "Figure({})" })),
      code("c", displayed(bare)),
    );
    expect(page.match(/<img/g)).toHaveLength(1);
    expect(page).not.toContain("Loading");
    expect(page).toContain("Figure({})");
    expect(page).toContain("A chart by Plotly, which only Plotly can draw");
    expect(page).not.toContain("Plotly.newPlot");
  });

  it("causes warnings, not errors: cells not executed, unknown works, invalid bundles and specs", async () => {
    const { page, warnings } = await render(
      textCell("raw", "front", "---\ntitle: [\n---"),
      markdown("As [@unknown] says, see @fig-nothing."),
      code("f", displayed({ [mime.figure]: { version: 1 }, "text/plain": "a figure" })),
      code(
        "v",
        displayed({
          "application/vnd.vegalite.v5+json": { mark: "bar", data: { url: "https://e.org/d.csv" } },
        }),
      ),
      { ...code("never"), execution_count: null },
    );
    expect(page).toContain("As [@unknown] says, see @fig-nothing.");
    expect(page).toContain("a figure");
    expect(page).toContain("[This figure cannot be drawn: Chart without a description]");
    for (const words of [
      "front matter",
      "[@unknown]",
      "@fig-nothing",
      "malformed",
      "https://e.org/d.csv",
      "1 code cell was not executed",
    ])
      expect(
        warnings.some((warning) => warning.includes(words)),
        words,
      ).toBe(true);
  });

  it("shows the picture beside a chart that cannot be drawn, or only by a browser", async () => {
    const elsewhere = { mark: "bar", data: { url: "https://e.org/d.csv" } };
    const picture = { "image/png": pixel, "text/plain": "<Chart>" };
    const { page, warnings, text } = await render(
      code("a", displayed({ "application/vnd.vegalite.v5+json": elsewhere, ...picture })),
      code("b", displayed({ "application/vnd.vegalite.v2+json": old, ...picture })),
      code("c", displayed({ "application/vnd.vega.v4+json": { marks: [] }, ...picture })),
      code("d", displayed({ "text/html": "<p>Loading map …</p><script>draw()</script>", ...picture })),
      code("e", displayed({ "text/html": "<!-- a > b --><div id='chart'>&nbsp;</div>", ...picture })),
    );
    expect(warnings).toEqual([]);
    expect(page.match(/<img/g)).toHaveLength(5);
    expect(page).not.toContain("Loading map");
    expect(text("report.json")).not.toContain('"kind":"figure"');
  });

  it("draws an old Vega-Lite chart without a picture, and prefers HTML that is readable without scripts", async () => {
    const { page, text } = await render(
      code("a", displayed({ "application/vnd.vegalite.v2+json": old })),
      code("b", displayed({ "text/html": "<p>in words</p>", "image/png": pixel })),
    );
    expect(text("report.json")).toContain('"kind":"figure"');
    expect(page).toContain("<p>in words</p>");
    expect(page).not.toContain("<img");
  });
});

describe("hostile notebooks", () => {
  it("with five megabytes of output result in a small page", async () => {
    const { page } = await render(
      code("a", { output_type: "stream", name: "stdout", text: "x".repeat(5_000_000) }),
      code("b", displayed({ "text/html": `<p>${"y".repeat(5_000_001)}</p>`, "text/plain": "long" })),
    );
    expect(page.length).toBeLessThan(200_000);
    expect(page).toContain("4900000 more characters are in the executed notebook");
    expect(page).toContain("long");
  });

  it("with oversized HTML and no alternative get a note that identifies it", async () => {
    const html = (last: string) => displayed({ "text/html": `<p>${"y".repeat(5_000_001)}${last}</p>` });
    const one = await render(code("a", html("1")));
    const two = await render(code("a", html("2")));
    expect(one.page).toMatch(/HTML of 5000009 characters is in the executed notebook; SHA-256 [0-9a-f]{8}/);
    expect(one.page).not.toBe(two.page);
  });
});
