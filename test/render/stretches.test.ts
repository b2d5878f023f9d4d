import { describe, expect, it } from "vitest";
import type { FigureBlock } from "../../src/model/report.js";
import { inStretches } from "../../src/render/html/stretches.js";
import { markup } from "../../src/render/html/template.js";

const place = { notebook: "a.ipynb", cell: "c" };
const figure = (index: number) => ({
  block: {
    kind: "figure",
    id: `f${index}`,
    number: index,
    ...place,
    caption: [],
    alt: [],
    source: [],
    spec: {},
    data: [],
  } as unknown as FigureBlock,
  html: markup`<figure id="f${index}"></figure>\n`,
});
const chapter = (count: number) => Array.from({ length: count }, (_, index) => figure(index));
const written = (count: number) => inStretches(chapter(count), new Map()).text;

describe("a chapter", () => {
  it("of some figures is written as it is", () => {
    expect(written(60)).toBe(
      chapter(60)
        .map(({ html }) => html.text)
        .join(""),
    );
  });

  it("of very many stands in stretches of a likely height, every part once and in order", () => {
    const text = written(200);
    expect(text.match(/<div class="stretch" style="contain-intrinsic-height:auto \d+px">/g)).toHaveLength(10);
    expect([...text.matchAll(/id="f(\d+)"/g)].map(([, index]) => Number(index))).toEqual(
      Array.from({ length: 200 }, (_, index) => index),
    );
  });
});
