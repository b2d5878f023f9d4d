/** The first page of the shipped briefing answers in five sentences, and three figures carry them. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";

const notebooks = fileURLToPath(new URL("../../notebooks", import.meta.url));

interface Front {
  readonly answer?: string;
  readonly figure?: string;
  readonly headline?: string;
}

function frontOf(chapter: string): Front {
  const text = readFileSync(path.join(notebooks, `${chapter}.ipynb`), "utf8");
  const notebook = JSON.parse(text) as { readonly cells: readonly { readonly source: readonly string[] }[] };
  const [, front = ""] = (notebook.cells[0]?.source ?? []).join("").split(/^---$/m);
  return parse(front) as Front;
}

test("five sentences, three figures, one headline", () => {
  const file = readFileSync(path.join(notebooks, "briefing.yml"), "utf8");
  const { answer } = parse(file) as { readonly answer: readonly string[] };
  const fronts = answer.map(frontOf);
  expect(fronts).toHaveLength(5);
  for (const [index, front] of fronts.entries()) expect(front.answer, answer[index]).toMatch(/\{ts/);
  expect(fronts.flatMap(({ figure }) => figure ?? [])).toEqual([
    "joint-papers",
    "size-and-propensity",
    "verdict-range",
  ]);
  expect(fronts.flatMap(({ headline }) => headline ?? [])).toHaveLength(1);
});
