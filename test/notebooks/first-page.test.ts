/** The first page of the shipped briefing: its figures and findings are there, and nothing on it is typed by hand. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import type { FirstPageSettings } from "../../src/engine/project/contract.js";

const notebooks = fileURLToPath(new URL("../../notebooks", import.meta.url));

interface Front {
  readonly finding?: string;
  readonly headline?: string;
}

function frontOf(chapter: string): Front {
  const text = readFileSync(path.join(notebooks, `${chapter}.ipynb`), "utf8");
  const notebook = JSON.parse(text) as { readonly cells: readonly { readonly source: readonly string[] }[] };
  const [, front = ""] = (notebook.cells[0]?.source ?? []).join("").split(/^---$/m);
  return parse(front) as Front;
}

test("every finding is computed, and one chapter has the headline", () => {
  const file = readFileSync(path.join(notebooks, "briefing.yml"), "utf8");
  const { firstPage, order } = parse(file) as {
    readonly firstPage: FirstPageSettings;
    readonly order: readonly (string | { readonly notebook: string })[];
  };
  for (const chapter of firstPage.findings ?? []) expect(frontOf(chapter).finding, chapter).toMatch(/\{ts/);
  const chapters = order.map((each) =>
    frontOf(path.basename(typeof each === "string" ? each : each.notebook, ".ipynb")),
  );
  expect(chapters.flatMap(({ headline }) => headline ?? [])).toHaveLength(1);
});
