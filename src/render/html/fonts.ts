import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const faces = [
  {
    family: "Source Serif 4",
    file: "source-serif-4/files/source-serif-4-latin-400-normal",
    weight: 400,
    style: "normal",
  },
  {
    family: "Source Serif 4",
    file: "source-serif-4/files/source-serif-4-latin-400-italic",
    weight: 400,
    style: "italic",
  },
  {
    family: "Source Serif 4",
    file: "source-serif-4/files/source-serif-4-latin-600-normal",
    weight: 600,
    style: "normal",
  },
  {
    family: "Source Sans 3",
    file: "source-sans-3/files/source-sans-3-latin-400-normal",
    weight: 400,
    style: "normal",
  },
  {
    family: "Source Sans 3",
    file: "source-sans-3/files/source-sans-3-latin-600-normal",
    weight: 600,
    style: "normal",
  },
] as const;

let css: string | undefined;

/** `@font-face` rules with the fonts inside them (OFL, Latin subsets, 94 kB). */
export function fontFaces(): string {
  const require = createRequire(import.meta.url);
  css ??= faces
    .map(({ family, file, weight, style }) => {
      const data = readFileSync(require.resolve(`@fontsource/${file}.woff2`)).toString("base64");
      return (
        `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};font-display:swap;` +
        `src:url(data:font/woff2;base64,${data}) format("woff2")}`
      );
    })
    .join("\n");
  return css;
}
