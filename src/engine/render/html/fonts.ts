import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

const serif = "Source Serif 4";
const sans = "Source Sans 3";

function faces() {
  return [
    face(
      serif,
      400,
      "normal",
      require.resolve("@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff2"),
    ),
    face(
      serif,
      400,
      "italic",
      require.resolve("@fontsource/source-serif-4/files/source-serif-4-latin-400-italic.woff2"),
    ),
    face(
      serif,
      600,
      "normal",
      require.resolve("@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2"),
    ),
    face(
      sans,
      400,
      "normal",
      require.resolve("@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff2"),
    ),
    face(
      sans,
      600,
      "normal",
      require.resolve("@fontsource/source-sans-3/files/source-sans-3-latin-600-normal.woff2"),
    ),
  ];
}

function face(family: string, weight: number, style: "normal" | "italic", file: string): string {
  const data = readFileSync(file).toString("base64");
  return (
    `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};font-display:swap;` +
    `src:url(data:font/woff2;base64,${data}) format("woff2")}`
  );
}

let css: string | undefined;

/** `@font-face` rules with the fonts inside them (OFL, Latin subsets, 94 kB). */
export function fontFaces(): string {
  css ??= faces().join("\n");
  return css;
}
