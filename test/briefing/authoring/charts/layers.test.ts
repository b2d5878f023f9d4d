import { expect, it } from "vitest";
import { textColour } from "../../../../src/briefing/authoring/charts/layers.js";
import { type ColourName, palette } from "../../../../src/briefing/model/palette.js";

/** Contrast of two colours, as defined by WCAG. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const ofLines = (Object.keys(palette) as ColourName[]).filter((name) => name !== "paper" && name !== "grid");

it.each(ofLines)(
  "the label at the end of a line of colour %s is legible on a light and on a dark page",
  (name) => {
    const light = textColour(name);
    expect(contrast(light, palette.paper.light)).toBeGreaterThanOrEqual(4.5);
    const twin = Object.values(palette).find((each) => each.light === light);
    expect(contrast(twin?.dark ?? "", palette.paper.dark)).toBeGreaterThanOrEqual(4.5);
  },
);
