import { readdir } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { drawFigure, type Drawing } from "../../../../src/briefing/engine/render/figure/draw.js";
import type { DrawRequest } from "../../../../src/briefing/engine/render/figure/requests.js";
import { drawOnce } from "../../../../src/briefing/engine/build/drawer.js";
import { Store } from "../../../../src/briefing/engine/store/store.js";
import { temporaryFolder } from "../../../support/temporary.js";

let folder = "";
beforeEach(() => {
  folder = temporaryFolder("drawings");
});

const bars = (values: readonly number[]): DrawRequest => ({
  id: "bars",
  spec: {
    data: { values: values.map((value, index) => ({ name: `n${index}`, value })) },
    mark: "bar",
    encoding: { x: { field: "value", type: "quantitative" }, y: { field: "name", type: "nominal" } },
  },
  width: 340,
  font: "Arial",
});
const drawings = (): string => path.join(folder, "store/drawings");
const files = async (): Promise<readonly string[]> => (await readdir(drawings()).catch(() => [])).sort();
/** Vega marks the rows of a drawing with its own symbols, which are never serialised. */
const written = async (drawing: Promise<Drawing>): Promise<string> => JSON.stringify(await drawing);
const draw = (drawer = "this one") => drawOnce(drawFigure, new Store(folder), () => drawer);

describe("a cached drawing", () => {
  test("has the same bytes as a new one", async () => {
    const cold = await written(drawFigure(bars([1, 2])));
    expect(await written(draw()(bars([1, 2])))).toBe(cold);
    expect(await written(draw()(bars([1, 2])))).toBe(cold);
    expect(await files()).toHaveLength(1);
  });

  test("is used whatever the figure's name", async () => {
    const store = new Store(folder);
    const cached = drawOnce(drawFigure, store, () => "this one");
    const first = await cached(bars([1, 2]));
    const again = await cached({ ...bars([1, 2]), id: "another" });
    expect(again).toEqual(JSON.parse(JSON.stringify(first)));
  });

  test.each([
    ["a datum", bars([1, 3]), "this one"],
    ["the mark", { ...bars([1, 2]), spec: { ...bars([1, 2]).spec, mark: "point" } }, "this one"],
    ["the width", { ...bars([1, 2]), width: 680 }, "this one"],
    ["the font", { ...bars([1, 2]), font: '"Source Sans 3"' }, "this one"],
    ["what draws", bars([1, 2]), "a newer one"],
  ])("is not used if %s differs", async (_, request, drawer) => {
    await draw()(bars([1, 2]));
    expect(await written(draw(drawer)(request))).toBe(await written(drawFigure(request)));
    expect(await files()).toHaveLength(2);
  });
});

test("a figure that cannot be drawn fails every time", async () => {
  const wrong = { ...bars([1]), spec: { ...bars([1]).spec, mark: "nothing of the kind" } };
  for (const drawing of [draw()(wrong), draw()(wrong)])
    await expect(drawing).rejects.toThrow(/Figure "bars" cannot be drawn/);
  expect(await files()).toEqual([]);
});
