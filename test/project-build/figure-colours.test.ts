/** Two colours of one figure of the shipped briefing differ for every reader, on light and on dark pages. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { palette, type PaletteName } from "../../src/briefing/model/palette.js";
import { distance, seen, vision } from "../support/colour-vision.js";

const folder = fileURLToPath(new URL("../../output/figures", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".vl.json"));

/** Four times what is just noticeable side by side; series are also named at their lines, or differ in dash or shape. */
const leastApart = 10;

/** The sets of colours between which readers of a figure have to choose: those of each scale. */
function scalesOf(part: unknown): readonly (readonly string[])[] {
  if (Array.isArray(part)) return part.flatMap(scalesOf);
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([channel, value]: [string, unknown]) => {
    const inside = scalesOf(value);
    if (!["color", "fill", "stroke"].includes(channel)) return inside;
    const { range } = (value as { readonly scale?: { readonly range?: unknown } } | null)?.scale ?? {};
    return Array.isArray(range) ? [...inside, range as readonly string[]] : inside;
  });
}

function nameOf(hex: string): PaletteName {
  const found = Object.entries(palette).find(([, { light }]) => light === hex);
  if (found === undefined)
    throw new Error(`${hex} is no colour of the palette, so that it has none for dark pages`);
  return found[0] as PaletteName;
}

describe.each(files)("%s", (file) => {
  const scales = scalesOf(JSON.parse(readFileSync(path.join(folder, file), "utf8")));
  const pairs = scales.flatMap((range) => {
    const names = [...new Set(range.map(nameOf))];
    return names.flatMap((one, at) => names.slice(at + 1).map((other) => [one, other] as const));
  });

  test.each(Object.entries(vision))("with %s", (_, rows) => {
    for (const scheme of ["light", "dark"] as const)
      for (const [one, other] of pairs) {
        const apart = distance(seen(one, scheme, rows), seen(other, scheme, rows));
        expect(apart, `${one} and ${other} on a ${scheme} page`).toBeGreaterThan(leastApart);
      }
  });
});
