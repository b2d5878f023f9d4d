// What runs in the reader's browser: each program one classic script, since it stands inside the page.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { rolldown } from "rolldown";

const programs = {
  page: "src/engine/render/browser/page.ts",
  figures: "src/engine/render/browser/figures.ts",
  preview: "src/tools/preview/browser/client.ts",
  diff: "src/engine/diff/browser/diff.ts",
};

/** From src/, types checked by `npm run typecheck`, to dist/browser/. */
export async function bundleForBrowser() {
  for (const [name, input] of Object.entries(programs)) {
    const bundle = await rolldown({ input, platform: "browser" });
    await bundle.write({ file: `dist/browser/${name}.js`, format: "iife", minify: true, comments: false });
    await bundle.close();
  }
  copyFileSync("src/tools/preview/browser/client.css", "dist/browser/preview.css");
  const styles = ["diff", "controls", "pictures"].map((name) => `src/engine/diff/browser/${name}.css`);
  writeFileSync("dist/browser/diff.css", styles.map((file) => readFileSync(file, "utf8")).join(""));
}
