import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mime } from "../../../src/model/mime.js";
import { renderExecuted } from "../../../src/engine/render/render-executed.js";

const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const shown = (data: object) => ({ output_type: "display_data", data, metadata: {} });
const code = (source: string, ...outputs: readonly object[]) => ({
  cell_type: "code",
  metadata: {},
  source,
  execution_count: 1,
  outputs,
});
const markdown = (source: string) => ({ cell_type: "markdown", metadata: {}, source });

async function render(...cells: readonly object[]) {
  const notebook = {
    nbformat: 4,
    nbformat_minor: 4,
    metadata: { kernelspec: { name: "python3", language: "python", display_name: "Python" } },
    cells,
  };
  const { files, warnings } = await renderExecuted(JSON.stringify(notebook), "/somewhere/analysis.ipynb");
  const text = (path: string) => {
    const content = files.find((file) => file.path === path)?.content;
    return typeof content === "string" ? content : "";
  };
  const page = text("briefing.html").replace(/<(style|script)\b[\s\S]*?<\/\1>/g, "");
  return { files, warnings, page, text };
}

describe("a notebook written and executed elsewhere", () => {
  it("keeps its heading as title, its pictures, tables and words, without warnings", async () => {
    const { page, text, warnings, files } = await render(
      markdown("# Tea in Python\n\nSome *words*."),
      code("plot()", shown({ "image/png": `${pixel}\n`, "text/plain": "<Figure size 640x480>" })),
      code(
        "df",
        shown({
          "text/html": ["<div><style>td{}</style><table class='dataframe'><tr><td>1</td></tr></table></div>"],
          "text/plain": "   a\n0  1",
        }),
      ),
      code("sympy", shown({ "text/latex": "$\\displaystyle x^2$", "text/plain": "x**2" })),
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
      code("a", shown({ ...plotly, "image/png": pixel })),
      code("b", shown({ ...bare, "text/plain": "Figure({})" })),
      code("c", shown(bare)),
    );
    expect(page.match(/<img/g)).toHaveLength(1);
    expect(page).not.toContain("Loading");
    expect(page).toContain("Figure({})");
    expect(page).toContain("A chart by Plotly, which only Plotly can draw");
    expect(page).not.toContain("Plotly.newPlot");
  });

  it("causes warnings, not errors: cells not executed, unknown works, invalid bundles and specs", async () => {
    const { page, warnings } = await render(
      { cell_type: "raw", metadata: {}, source: "---\ntitle: [\n---" },
      markdown("As [@unknown] says, see @fig-nothing."),
      code("f", shown({ [mime.figure]: { version: 1 }, "text/plain": "a figure" })),
      code(
        "v",
        shown({ "application/vnd.vegalite.v5+json": { mark: "bar", data: { url: "https://e.org/d.csv" } } }),
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
    const old = {
      mark: "bar",
      data: { values: [{ a: 1 }] },
      encoding: { y: { field: "a", type: "quantitative" } },
    };
    const picture = { "image/png": pixel, "text/plain": "<Chart>" };
    const { page, warnings, text } = await render(
      code("a", shown({ "application/vnd.vegalite.v5+json": elsewhere, ...picture })),
      code("b", shown({ "application/vnd.vegalite.v2+json": old, ...picture })),
      code("c", shown({ "application/vnd.vega.v4+json": { marks: [] }, ...picture })),
      code("d", shown({ "text/html": "<p>Loading map …</p><script>draw()</script>", ...picture })),
      code("e", shown({ "text/html": "<!-- a > b --><div id='chart'>&nbsp;</div>", ...picture })),
    );
    expect(warnings).toEqual([]);
    expect(page.match(/<img/g)).toHaveLength(5);
    expect(page).not.toContain("Loading map");
    expect(text("report.json")).not.toContain('"kind":"figure"');
  });

  it("draws an old Vega-Lite chart without a picture, and prefers HTML that is readable without scripts", async () => {
    const old = {
      mark: "bar",
      data: { values: [{ a: 1 }] },
      encoding: { y: { field: "a", type: "quantitative" } },
    };
    const { page, text } = await render(
      code("a", shown({ "application/vnd.vegalite.v2+json": old })),
      code("b", shown({ "text/html": "<p>in words</p>", "image/png": pixel })),
    );
    expect(text("report.json")).toContain('"kind":"figure"');
    expect(page).toContain("<p>in words</p>");
    expect(page).not.toContain("<img");
  });

  it("reports what cannot be read and shows the rest; nbformat 3 is supported", async () => {
    const file = (name: string) =>
      renderExecuted(readFileSync(new URL(`../../fixtures/others/${name}`, import.meta.url), "utf8"), name);
    const unusual = await file("unusual.ipynb");
    expect(unusual.warnings.join("\n")).toContain('cell 2: unknown cell type "sql"');
    expect(unusual.files.find(({ path }) => path === "briefing.md")?.content).toContain("the last line");
    const old = await file("ipython-2.ipynb");
    expect(old.warnings).toEqual([]);
    expect(old.files.find(({ path }) => path === "briefing.md")?.content).toContain("# Landings of fish");
    expect(old.files.filter(({ path }) => path.endsWith(".png"))).toHaveLength(1);
  });
});

describe("hostile notebooks", () => {
  it("with five megabytes of output result in a small page", async () => {
    const { page } = await render(
      code("a", { output_type: "stream", name: "stdout", text: "x".repeat(5_000_000) }),
      code("b", shown({ "text/html": `<p>${"y".repeat(5_000_001)}</p>`, "text/plain": "long" })),
    );
    expect(page.length).toBeLessThan(200_000);
    expect(page).toContain("4900000 more characters are in the executed notebook");
    expect(page).toContain("long");
  });

  it("with oversized HTML and no alternative get a note that identifies it", async () => {
    const html = (last: string) => shown({ "text/html": `<p>${"y".repeat(5_000_001)}${last}</p>` });
    const [one, two] = [await render(code("a", html("1"))), await render(code("a", html("2")))];
    expect(one.page).toMatch(/HTML of 5000009 characters is in the executed notebook; SHA-256 [0-9a-f]{8}/);
    expect(one.page).not.toBe(two.page);
  });
});
