import { expect, test } from "vitest";
import { check, printed } from "./project.js";
import { casesOf } from "../../support/cases.js";

const syntax = async (markdown: string): Promise<readonly string[]> =>
  (await check("syntax", { notebooks: [[["markdown", markdown]]] })).map(printed);

const { syntax: cases } = casesOf("markdown.yml", import.meta.url) as {
  readonly syntax: {
    readonly noted: readonly (readonly [markdown: string, line: number, words: string])[];
    readonly read: readonly string[];
  };
};

test.each(cases.noted)(
  "Markdown that the page would print literally is noted, with its line: %j",
  async (markdown, line, words) => {
    const found = await syntax(markdown);
    expect(found[0]).toContain(words);
    expect(found[0]).toMatch(new RegExp(`^notebooks/01\\.ipynb a ${line}:\\d+ “`));
  },
);

test.each(cases.read)("supported Markdown, and code, are not: %j", async (markdown) => {
  expect(await syntax(markdown)).toEqual([]);
});
