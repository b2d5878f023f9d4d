import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FigureError } from "../../../src/briefing/engine/render/errors.js";
import { drawFigure } from "../../../src/briefing/engine/render/figure/draw.js";
import { fieldNamed, grouped, inheritedNames, mistaken, ordinary, oversized } from "./specs.js";

const draw = (spec: Readonly<Record<string, unknown>>) =>
  drawFigure({ id: "f", spec, width: 340, font: "Arial" });

/** Unhandled errors end a program. */
let strays: unknown[] = [];
const stray = (error: unknown) => strays.push(error);
beforeEach(() => {
  strays = [];
  process.on("unhandledRejection", stray);
});
afterEach(async () => {
  await new Promise(setImmediate);
  process.off("unhandledRejection", stray);
  expect(strays).toEqual([]);
  expect((await draw(ordinary)).svg).toContain("<svg");
});

test.each(mistaken)(
  "a specification with a mistake is rejected with its place: %s",
  async (_, spec, answer) => {
    const error = await draw(spec).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FigureError);
    expect((error as FigureError).message).toContain(`Figure "f" cannot be drawn: `);
    expect((error as FigureError).message).toContain(answer);
  },
);

test.each(oversized)("a specification that is too large is rejected: %s", async (_, spec, answer) => {
  await expect(draw(spec)).rejects.toThrow(answer);
});

describe.each(inheritedNames)("%s", (name) => {
  test.each(grouped(name))("is drawn as a text: %s", async (_, spec) => {
    expect((await draw(spec)).svg).toContain("<svg");
  });

  test("is rejected as the name of a field", async () => {
    await expect(draw(fieldNamed(name))).rejects.toThrow(`its field "${name}" is called like`);
  });
});

test.each([...grouped("__proto__"), ["a field", fieldNamed("__proto__")] as const])(
  "__proto__ is rejected: %s",
  async (_, spec) => {
    await expect(draw(spec)).rejects.toThrow('Figure "f" cannot be drawn: a row holds the text "__proto__".');
  },
);
