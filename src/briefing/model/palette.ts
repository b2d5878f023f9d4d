/**
 * The colours of page and figures, each with its counterpart for dark pages. A chart that uses these exact light
 * colours follows the reader's colour scheme; any other colour stays as it is. Blue, vermilion and the other hues are
 * those of Okabe and Ito, which are safe for colour-blind readers; brown is as far from all of them.
 */
export const palette = {
  ink: { light: "#1d1d1f", dark: "#eceae6" },
  muted: { light: "#5c6066", dark: "#a9adb3" },
  rule: { light: "#8d9196", dark: "#767b82" },
  grid: { light: "#e2e2df", dark: "#34373c" },
  paper: { light: "#ffffff", dark: "#15171a" },
  blue: { light: "#0072b2", dark: "#4fb0e8" },
  vermilion: { light: "#d55e00", dark: "#ff8b4a" },
  grey: { light: "#9a9da2", dark: "#84888e" },
  green: { light: "#009e73", dark: "#2fc79b" },
  purple: { light: "#b0578d", dark: "#dd93bd" },
  orange: { light: "#c98a00", dark: "#edb13a" },
  brown: { light: "#6b3a16", dark: "#b37a4a" },
  // Hues that are too pale for text on white.
  darkVermilion: { light: "#b84f00", dark: "#ff8b4a" },
  darkGreen: { light: "#007a59", dark: "#2fc79b" },
  darkOrange: { light: "#8f6200", dark: "#edb13a" },
} as const;

export type PaletteName = keyof typeof palette;

/**
 * The meaning of colours throughout the briefing: the first country of a pair, the second, their joint work, everyone
 * else, and the subject of a figure. Hues have no other meaning: sources differ by shape and by light or dark ink, and
 * missing data is grey or hollow.
 */
export const roles = {
  first: "blue",
  second: "vermilion",
  joint: "ink",
  others: "grey",
  accent: "purple",
} as const satisfies Readonly<Record<string, PaletteName>>;

/** A colour of the palette, or a role that has one. */
export type ColourName = PaletteName | keyof typeof roles;

/** A colour as `#rrggbb`, which is the same on light and dark pages. */
export type HexColour = `#${string}`;

/** A colour of a series: of the palette, by its role, or any other. */
export type Colour = ColourName | HexColour;

export const isHex = (colour: string): colour is HexColour => colour.startsWith("#");

export function paletteName(name: ColourName): PaletteName {
  return Object.hasOwn(roles, name) ? roles[name as keyof typeof roles] : (name as PaletteName);
}
