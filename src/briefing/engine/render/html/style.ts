import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { once } from "../../../lib/once.js";
import { scheme } from "./scheme.js";

/** In this order: sheets for screen sizes and for paper come last. */
const sheets = ["page", "shown", "figures", "linking", "settings", "screens", "contents", "search", "paper"];

/** The style of the page: one text column, figures slightly wider, light and dark, phone and print. */
export const pageStyle = once(() =>
  [
    `:root{${scheme("light")}}`,
    `@media (prefers-color-scheme:dark){:root{${scheme("dark")}}}`,
    `@media print{:root{${scheme("light")}}}`,
    ...sheets.map(sheet),
  ].join("\n"),
);

/** Additional style for pages of the site; the complete style of the summary. */
export const ownStyle = (name: "site" | "summary"): string => sheet(name);

const sheet = (name: string): string => readFileSync(new URL(`${name}.css`, import.meta.url), "utf8");

const require = createRequire(import.meta.url);
/** Fonts with the style sheets of their packages; the font files are beside those. */
const serif = { family: "Source Serif 4", sheet: require.resolve("@fontsource/source-serif-4") };
const sans = { family: "Source Sans 3", sheet: require.resolve("@fontsource/source-sans-3") };

/** `@font-face` rules with embedded fonts (OFL, Latin subsets, 94 kB). */
export const fontFaces = once(() => {
  const serifs = [face(serif, 400, "normal"), face(serif, 400, "italic"), face(serif, 600, "normal")];
  return [...serifs, figureFaces()].join("\n");
});

/** The fonts used in figures. */
export const figureFaces = (): string => [face(sans, 400, "normal"), face(sans, 600, "normal")].join("\n");

function face({ family, sheet }: typeof serif, weight: number, style: "normal" | "italic"): string {
  const name = family.toLowerCase().replaceAll(" ", "-");
  const file = path.join(path.dirname(sheet), `files/${name}-latin-${weight}-${style}.woff2`);
  return (
    `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};font-display:swap;` +
    `src:url(data:font/woff2;base64,${readFileSync(file).toString("base64")}) format("woff2")}`
  );
}
