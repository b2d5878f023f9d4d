import { expect } from "vitest";
import type { Spec } from "../../../../src/briefing/authoring/charts/spec.js";
import { palette } from "../../../../src/briefing/model/palette.js";
import { checkSpec, withoutPrototype } from "../../../../src/briefing/authoring/show/spec.js";
import { draw, type Mark, widthOf } from "./draw.js";
import { collisions } from "./words.js";

const colours: readonly string[] = Object.values(palette).map(({ light }) => light);

/** Requirements for every chart: draws at both widths, with no word cut off, too small or over another. */
export async function expectPublishable(spec: Spec, width: number): Promise<readonly Mark[]> {
  expect(spec).not.toHaveProperty("width");
  expect(() => {
    checkSpec(withoutPrototype(spec, "figure"), "figure");
  }).not.toThrow();
  const { svg, marks } = await draw(spec, width);
  // Composed plots are fitted to a pixel.
  expect(widthOf(svg)).toBeLessThanOrEqual(width + 1);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  const sizes = [...svg.matchAll(/font-size="(\d+(?:\.\d+)?)px"/g)].map((match) => Number(match[1]));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11);
  expect(collisions(marks)).toEqual([]);
  // Only colours of the palette have a counterpart on a dark page.
  const painted = [...svg.matchAll(/(?:fill|stroke)="(#[0-9a-f]+)"/g)].map((match) => match[1] ?? "");
  expect([...new Set(painted)].filter((colour) => !colours.includes(colour))).toEqual([]);
  return marks;
}

export function itemsOf(marks: readonly Mark[], type: string): readonly Readonly<Record<string, unknown>>[] {
  return marks.filter((mark) => mark.type === type).flatMap(({ items }) => items);
}

export function datumOf(
  item: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, unknown>> {
  return (item?.["datum"] ?? {}) as Readonly<Record<string, unknown>>;
}
