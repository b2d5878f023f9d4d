import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { once } from "../../../lib/once.js";
import { scheme } from "./scheme.js";

/** In this order: sheets for screen sizes and print come last. */
const sheets = [
  "page.css",
  "shown.css",
  "figures.css",
  "linking.css",
  "explorer.css",
  "screens.css",
  "contents.css",
];

/** The style of the page: one text column, figures slightly wider, light and dark, phone and print. */
export const pageStyle = once(() =>
  [
    `:root{${scheme("light")}}`,
    `@media (prefers-color-scheme:dark){:root{${scheme("dark")}}}`,
    `@media print{:root{${scheme("light")}}}`,
    ...sheets.map((name) => readFileSync(new URL(name, import.meta.url), "utf8")),
  ].join("\n"),
);

/** Additional style for pages of the site; the complete style of the summary. */
export const ownStyle = (name: "site" | "summary"): string =>
  readFileSync(new URL(`${name}.css`, import.meta.url), "utf8");

const require = createRequire(import.meta.url);
const serif = { family: "Source Serif 4", sheet: require.resolve("@fontsource/source-serif-4") };
const sans = { family: "Source Sans 3", sheet: require.resolve("@fontsource/source-sans-3") };

/** `@font-face` rules with embedded fonts (OFL, Latin subsets, 94 kB). */
export const fontFaces = once(() =>
  [face(serif, 400, "normal"), face(serif, 400, "italic"), face(serif, 600, "normal"), figureFaces()].join(
    "\n",
  ),
);

/** The fonts used in figures. */
export const figureFaces = (): string => [face(sans, 400, "normal"), face(sans, 600, "normal")].join("\n");

interface Font {
  readonly family: string;
  /** The style sheet of its package; the font files are beside it. */
  readonly sheet: string;
}

function face({ family, sheet }: Font, weight: number, style: "normal" | "italic"): string {
  const name = family.toLowerCase().replaceAll(" ", "-");
  const file = path.join(path.dirname(sheet), `files/${name}-latin-${weight}-${style}.woff2`);
  return (
    `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};font-display:swap;` +
    `src:url(data:font/woff2;base64,${readFileSync(file).toString("base64")}) format("woff2")}`
  );
}
