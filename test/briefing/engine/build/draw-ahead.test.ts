import { expect, test } from "vitest";
import { drawAhead, drawOnce } from "../../../../src/briefing/engine/build/drawer.js";
import type { Draw } from "../../../../src/briefing/engine/render/figure/draw.js";
import type { DrawRequest } from "../../../../src/briefing/engine/render/figure/requests.js";
import { drawFigures } from "../../../../src/briefing/engine/render/figure/render-figure.js";
import { buildReport } from "../../../../src/briefing/engine/report/build-report.js";
import { inputs, path, project, teaNotebook } from "../report/tea.js";

const recordRequests = (draw: Draw): { readonly draw: Draw; readonly requests: readonly DrawRequest[] } => {
  const requests: DrawRequest[] = [];
  return {
    requests,
    draw: (request) => {
      requests.push(request);
      return draw(request);
    },
  };
};
const blank: Draw = () => Promise.resolve({ svg: '<svg width="1" viewBox="0 0 1 1"></svg>', vega: {} });
const report = buildReport([{ path, notebook: teaNotebook() }], project, inputs);

test("the page requests exactly what was drawn ahead", async () => {
  const { draw, requests } = recordRequests(blank);
  const once = drawOnce(draw);
  drawAhead(teaNotebook(), once);
  const ahead = requests.length;
  expect(ahead).toBeGreaterThan(0);
  await drawFigures(report, once);
  expect(requests).toHaveLength(ahead);
});

test("errors in drawing ahead are reported only when the page requests the figure", async () => {
  const once = drawOnce(() => Promise.reject(new Error("no ink")));
  drawAhead(teaNotebook(), once);
  await new Promise(setImmediate);
  await expect(drawFigures(report, once)).rejects.toThrow("no ink");
});

test("outputs of other tools are not drawn ahead", () => {
  const [cell] = teaNotebook().cells.filter(({ cell_type }) => cell_type === "code");
  const { draw, requests } = recordRequests(blank);
  const shown = (data: object) => ({ output_type: "display_data", data, metadata: {} }) as const;
  const figure = "application/vnd.briefing.figure+json";
  const spec = "application/vnd.vegalite.v5+json";
  const outputs = [
    shown({ [spec]: {} }),
    shown({ [figure]: { id: 1 }, [spec]: {} }),
    shown({ [figure]: null }),
  ];
  drawAhead({ ...teaNotebook(), cells: [{ ...cell, outputs }] } as ReturnType<typeof teaNotebook>, draw);
  expect(requests).toEqual([]);
});
