import { expect, test } from "vitest";
import type { FigureBlock } from "../../../../src/briefing/model/report.js";
import { drawFigure, type Drawing } from "../../../../src/briefing/engine/render/figure/draw.js";
import { renderFigure } from "../../../../src/briefing/engine/render/figure/render-figure.js";
import { teaReport } from "../report/tea.js";

const report = teaReport();
const figure = report.sections.flatMap(({ blocks }) => blocks).find((block) => block.kind === "figure");
if (figure === undefined) throw new Error("no figure");

test("a solid line on the page has no dashes, and a dashed one stays dashed", async () => {
  const dashed = (stroke: readonly number[]): FigureBlock => ({
    ...figure,
    spec: { ...figure.spec, layer: undefined, mark: { type: "line", strokeDash: stroke } },
  });
  const page = async (stroke: readonly number[]) =>
    (await renderFigure(dashed(stroke), report, drawFigure)).wide.match(/stroke-dasharray="[^"]*"/g) ?? [];
  expect(await page([1, 0])).toEqual([]);
  expect((await page([3, 4])).length).toBeGreaterThan(0);
});

test("an existing drawing is finished with the figure's current texts, like a new one", async () => {
  const drawn = new Map<string, Promise<Drawing>>();
  const atHand: typeof drawFigure = (request) => {
    const key = `${request.width} ${request.font}`;
    const drawing = drawn.get(key) ?? drawFigure(request);
    drawn.set(key, drawing);
    return drawing;
  };
  const said: readonly FigureBlock[] = [
    figure,
    { ...figure, title: ["Another title"] },
    { ...figure, alt: ["Another alt"] },
    { ...figure, source: ["Another source"] },
    { ...figure, id: "another" },
    figure,
  ];
  for (const each of said)
    expect(await renderFigure(each, report, atHand)).toEqual(await renderFigure(each, report, drawFigure));
});

test("a standalone picture names its source in plain words", async () => {
  const marked = { ...figure, source: ["**Tea Board**, *Statistics* of [1990](https://tea.example/*a*)"] };
  const { file } = await renderFigure(marked, report, drawFigure);
  expect(file).toContain(">Source: Tea Board, Statistics of 1990<");
});
