/** GUIDE.md: its generated parts are what the sources give (`npx vitest run test/guide --update` writes them anew). */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as prettier from "prettier";
import { expect, test } from "vitest";
import { readConfiguration } from "../../src/engine/project/configuration.js";
import { drawFigure } from "../../src/engine/render/figure/draw.js";
import { finishSvg } from "../../src/engine/render/figure/finish.js";
import { drawRequests } from "../../src/engine/render/figure/requests.js";
import { readersTypeface } from "../../src/engine/render/figure/render-figure.js";
import { standaloneSvg } from "../../src/engine/render/figure/standalone.js";
import { apiMarkdown, optionsMarkdown } from "./api.js";
import { gallery } from "./gallery.js";

const root = new URL("../../", import.meta.url);
const file = fileURLToPath(new URL("GUIDE.md", root));
const guide = readFileSync(file, "utf8");
const source = readFileSync(new URL("gallery.ts", import.meta.url), "utf8");

/** The call as gallery.ts has it, with the indent of a cell. */
function codeOf(name: string): string {
  const entry = source.slice(source.indexOf(`\n  ${name}: {`));
  const from = entry.indexOf("spec: () =>") + "spec: () =>".length;
  const code = entry.slice(from, entry.indexOf("\n  },\n")).replace(/,$/, "").trim();
  return code.replace(/^ {6}/gm, "").replace(/\bcomplete\b(?!")/g, '"complete"');
}

function galleryMarkdown(): string {
  return Object.entries(gallery)
    .flatMap(([name, { words }]) => [
      `### ${name}`,
      words,
      `![${words}](.github/gallery/${name}.svg)`,
      `<details><summary>Code</summary>\n\n\`\`\`ts\n${codeOf(name)}\n\`\`\`\n\n</details>`,
    ])
    .join("\n\n");
}

const generated: Readonly<Record<string, () => string>> = {
  gallery: galleryMarkdown,
  options: optionsMarkdown,
  api: apiMarkdown,
};

test("the gallery and the table of functions are what the sources give", async () => {
  const whole = Object.entries(generated).reduce(
    (text, [name, make]) =>
      text.replace(
        new RegExp(`(<!-- ${name}: generated -->)[\\s\\S]*?(<!-- /${name} -->)`),
        (_, open: string, close: string) => `${open}\n\n${make()}\n\n${close}`,
      ),
    guide,
  );
  const options = await prettier.resolveConfig(file);
  await expect(await prettier.format(whole, { ...options, parser: "markdown" })).toMatchFileSnapshot(file);
});

test("every function has a description", () => {
  expect(guide.match(/^\| `[^|]*\| *\|$/gm) ?? []).toEqual([]);
});

test.each(Object.entries(gallery))("the picture of %s", async (name, { words, spec }) => {
  const drawing = await drawFigure(drawRequests({ id: name, spec: spec(), data: [] } as never).alone);
  const picture = standaloneSvg(
    drawing.svg,
    { title: "", subtitle: "", source: "Invented numbers" },
    readersTypeface,
  );
  const svg = finishSvg(picture, {
    id: name,
    title: name,
    description: words,
    prefix: name,
    colours: "fixed",
  });
  const place = fileURLToPath(new URL(`.github/gallery/${name}.svg`, root));
  await expect(svg).toMatchFileSnapshot(place);
});

test("every key of briefing.yml is explained, and no other", () => {
  const hint = (() => {
    try {
      readConfiguration("title: a\nnone: b", "briefing.yml");
      return "";
    } catch (error) {
      return (error as { readonly hint?: string }).hint ?? "";
    }
  })();
  const keys = hint.replace(/^[^:]*: |\.$/g, "").split(", ");
  const [, section = ""] = guide.split("## Every key of briefing.yml");
  const [table = ""] = section.split("\n## ");
  const rows = [...table.matchAll(/^\| `(\w+)/gm)].map(([, key]) => key);
  expect([...new Set(rows)].sort()).toEqual([...keys].sort());
});
