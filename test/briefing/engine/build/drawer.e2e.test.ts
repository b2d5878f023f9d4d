import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { openDrawer } from "../../../../src/briefing/engine/build/drawer.js";
import type { FigureError } from "../../../../src/briefing/engine/render/errors.js";
import { drawFigure } from "../../../../src/briefing/engine/render/figure/draw.js";
import type { DrawRequest } from "../../../../src/briefing/engine/render/figure/requests.js";

const drawer = openDrawer();
afterEach(() => {
  drawer.close();
});

const dated = (id: string, mark = "bar"): DrawRequest => ({
  id,
  spec: {
    data: { values: [2, 3].map((n) => ({ day: `202${n}-01-01`, n })) },
    mark,
    encoding: { x: { field: "day", type: "temporal" }, y: { field: "n", type: "quantitative" } },
  },
  width: 340,
  font: "Arial",
});
const written = (drawing: unknown): unknown => JSON.parse(JSON.stringify(drawing));

describe("a figure drawn in another process", () => {
  test("has the same bytes as one drawn in this process, in any order", async () => {
    const asked = [dated("one"), dated("two", "point"), dated("one")];
    const there = await Promise.all(asked.map(drawer.draw));
    const here = await Promise.all(asked.map(drawFigure));
    expect(there).toEqual(here.map(written));
  });

  test("reports the same error as in this process, without stopping others", async () => {
    const wrong = dated("wrong", "nothing of the kind");
    const [refused, drawn] = await Promise.allSettled([drawer.draw(wrong), drawer.draw(dated("one"))]);
    const here = await drawFigure(wrong).catch((error: unknown) => error as FigureError);
    const { message, hint } = here as FigureError;
    expect(refused).toMatchObject({ reason: { name: "FigureError", message, hint } });
    expect(drawn.status).toBe("fulfilled");
  });

  test("is rejected if the process ends, and another process draws the next one", async () => {
    const waiting = drawer.draw(dated("one"));
    drawer.close();
    await expect(waiting).rejects.toThrow("The program that draws figures ended: it was closed");
    expect(await drawer.draw(dated("one"))).toEqual(written(await drawFigure(dated("one"))));
  });
});

test("a finished program exits, whether or not it closed its drawer", () => {
  const module = fileURLToPath(
    new URL("../../../../src/briefing/dist/engine/build/drawer.js", import.meta.url),
  );
  const script = `
    import { openDrawer } from ${JSON.stringify(module)};
    const { svg } = await openDrawer().draw(${JSON.stringify(dated("one"))});
    console.log(svg.slice(0, 4));`;
  const argv = ["--input-type=module", "--eval", script];
  const ran = spawnSync(process.execPath, argv, { encoding: "utf8", timeout: 60_000 });
  expect(ran).toMatchObject({ status: 0, stdout: "<svg\n", stderr: "" });
});
