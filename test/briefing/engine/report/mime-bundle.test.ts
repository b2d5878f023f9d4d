import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { embeddedSpecs, pictureIn } from "../../../../src/briefing/engine/report/mime-bundle.js";

const notebook = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "../../../fixtures/others/landings.ipynb"), "utf8"),
) as { cells: { id: string; outputs?: { data?: Record<string, string[]> }[] }[] };
const altair =
  notebook.cells.find(({ id }) => id === "bars")?.outputs?.[0]?.data?.["text/html"]?.join("") ?? "";

const embeddedSpec = (html: string) =>
  embeddedSpecs(html)?.flatMap((part) => ("spec" in part ? [part.spec] : []))[0];

describe("a picture", () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>';

  it("in SVG is text, also if it is stored in base64, as JupyterLab stores attachments", () => {
    const stored = Buffer.from(svg).toString("base64");
    expect(pictureIn({ "image/svg+xml": stored })).toEqual({ mediaType: "image/svg+xml", data: svg });
    expect(pictureIn({ "image/svg+xml": svg })?.data).toBe(svg);
  });
});

describe("a chart drawn by a script in HTML", () => {
  it("is extracted from Altair's output", () => {
    const spec = embeddedSpec(altair);
    expect(spec).toMatchObject({ title: "Landings", mark: { type: "bar" } });
    expect(Object.values(spec?.["datasets"] as object)[0]).toHaveLength(6);
  });

  it("may contain braces and quotes in its texts", () => {
    const html = altair.replace('"Landings"', String.raw`"L \" } }) ("`);
    expect(embeddedSpec(html)?.["title"]).toBe('L " } }) (');
  });

  it("is not found without a specification, in a truncated one, or in one of Vega", () => {
    expect(embeddedSpec("<p>vegaEmbed</p>")).toBeUndefined();
    expect(embeddedSpec(altair.slice(0, altair.indexOf('"datasets"')))).toBeUndefined();
    expect(embeddedSpec(altair.replace('"mode": "vega-lite"', '"mode": "vega"'))).toBeUndefined();
    expect(embeddedSpec("<script>(function(a){})({}, {})</script>")).toBeUndefined();
  });

  it("leaves the markup before, between and after several", () => {
    const parts = embeddedSpecs(`<p>Before.</p>${altair}<p>Between.</p>${altair}<p>After.</p>`) ?? [];
    const kinds = parts.map((part) => ("spec" in part ? "spec" : (/\w+(?=\.<)/.exec(part.html)?.[0] ?? "")));
    expect(kinds).toEqual(["Before", "spec", "Between", "spec", "After"]);
  });
});
