import { expect, test } from "vitest";
import type { FigureBlock } from "../../src/model/report.js";
import { drawFigure, type Drawing } from "../../src/render/figure/draw.js";
import { renderFigure } from "../../src/render/figure/render-figure.js";
import { buildReport } from "../../src/report/build-report.js";
import { inputs, path, project, teaNotebook } from "../report/tea.js";

const report = buildReport([{ path, notebook: teaNotebook() }], project, inputs);
const figure = report.sections.flatMap(({ blocks }) => blocks).find((block) => block.kind === "figure");
if (figure === undefined) throw new Error("no figure");

test("a drawing that is at hand is finished for what the figure says now, as one drawn anew", async () => {
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
