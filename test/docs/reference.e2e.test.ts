/** The generated parts of docs/reference match the sources (`npm run docs` writes them). */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as prettier from "prettier";
import { expect, test } from "vitest";
import { schema } from "../../src/briefing/engine/project/configuration.js";
import { authorFields, firstPage } from "../../src/briefing/engine/project/publication.js";
import { apiMarkdown, chartsMarkdown, shownMarkdown } from "./api.js";
import { commandsMarkdown } from "./commands.js";

type Described = Readonly<Record<string, { readonly description?: string | undefined }>>;

const tableOf = (keys: Described): string =>
  [
    "| key | |",
    "| --- | --- |",
    ...Object.entries(keys).map(([key, { description = "" }]) => `| \`${key}\` | ${description} |`),
  ].join("\n");

const generated: Readonly<Record<string, () => string | Promise<string>>> = {
  commands: commandsMarkdown,
  "briefing-yml": () =>
    [
      tableOf(schema.shape),
      "## authors",
      tableOf(authorFields),
      "## firstPage",
      tableOf(firstPage.shape),
    ].join("\n\n"),
  charts: chartsMarkdown,
  "figures-and-tables": shownMarkdown,
  functions: apiMarkdown,
};

test.each(Object.entries(generated))("docs/reference/%s.md matches the sources", async (name, make) => {
  const file = fileURLToPath(new URL(`../../docs/reference/${name}.md`, import.meta.url));
  const [intro = ""] = readFileSync(file, "utf8").split("<!-- generated -->");
  const whole = `${intro}<!-- generated -->\n\n${await make()}\n`;
  const options = await prettier.resolveConfig(file);
  const text = await prettier.format(whole, { ...options, parser: "markdown" });
  expect(text.match(/^\| `.*\| +\|$/gm) ?? [], "without a description").toEqual([]);
  await expect(text).toMatchFileSnapshot(file);
});
