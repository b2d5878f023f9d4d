import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FigureError } from "../../../src/engine/render/errors.js";
import { drawFigure } from "../../../src/engine/render/figure/draw.js";
import { fieldNamed, grouped, inheritedNames, mistaken, ordinary, oversized } from "./specs.js";

const draw = (spec: Readonly<Record<string, unknown>>) =>
  drawFigure({ id: "f", spec, width: 340, font: "Arial" });

/** Errors that reach nobody end a program. */
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

describe("a specification with a mistake is refused with the place", () => {
  test.each(mistaken)("%s", async (_, spec, answer) => {
    const error = await draw(spec).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FigureError);
    expect((error as FigureError).message).toContain(`Figure "f" cannot be drawn: `);
    expect((error as FigureError).message).toContain(answer);
  });
});

describe("one that is too large is refused", () => {
  test.each(oversized)("%s", async (_, spec, answer) => {
    await expect(draw(spec)).rejects.toThrow(answer);
  });
});

describe.each(inheritedNames)("%s", (name) => {
  test.each(grouped(name))("as a text is drawn: %s", async (_, spec) => {
    expect((await draw(spec)).svg).toContain("<svg");
  });

  test("as the name of a field is refused", async () => {
    await expect(draw(fieldNamed(name))).rejects.toThrow(`its field "${name}" is called like`);
  });
});

describe("__proto__", () => {
  test.each([...grouped("__proto__"), ["a field", fieldNamed("__proto__")] as const])(
    "is refused: %s",
    async (_, spec) => {
      await expect(draw(spec)).rejects.toThrow(
        'Figure "f" cannot be drawn: a row holds the text "__proto__".',
      );
    },
  );
});
