import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findNumbers } from "../../../../src/briefing/tools/check/check-numbers.js";
import { maskMarkdown } from "../../../../src/briefing/tools/check/prose-mask.js";
import { check, printed } from "./project.js";
import { codeCell, stored } from "../../../support/notebook.js";
import { casesOf } from "../../../support/cases.js";

/** Numbers in a Markdown text that count as typed by hand. */
const found = (markdown: string, language = "en"): readonly string[] =>
  findNumbers(maskMarkdown(markdown), language).map(({ start, end }) => markdown.slice(start, end));

type Found = readonly (readonly [markdown: string, numbers: readonly string[]])[];
const { numbers: cases } = casesOf("markdown.yml", import.meta.url) as {
  readonly numbers: { readonly found: Found; readonly inWords: Found; readonly none: readonly string[] };
};

test.each(cases.found)("quantities: %s", (text, numbers) => {
  expect(found(text)).toEqual(numbers);
});

describe("quantities in words", () => {
  test.each(cases.inWords)("%s", (text, numbers) => {
    expect(found(text)).toEqual(numbers);
  });

  test("are known in English only", () => {
    expect(found("half of, 12 Prozent", "de")).toEqual(["12"]);
  });
});

test.each(cases.none)("no quantity: %s", (text) => {
  expect(found(text)).toEqual([]);
});

test("any count, share or sum of money in a sentence is found, whatever surrounds it", () => {
  const before = fc.constantFrom("There were ", "a share of (", "it fell to ", "\n\n- with ", "*about* ");
  const after = fc.constantFrom(" papers.", "), then", " of them", ";", " – and");
  const number = fc.oneof(
    fc.integer({ min: 2100, max: 999999 }).map(String),
    fc.integer({ min: 1000, max: 999999 }).map((n) => String(n).replace(/(\d)(?=(\d{3})+$)/g, "$1,")),
    fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 9 })).map(([a, b]) => `${a}.${b}`),
    fc.integer({ min: 0, max: 100 }).map((n) => `${n}%`),
  );
  fc.assert(
    fc.property(before, number, after, (opening, digits, rest) => {
      expect(found(opening + digits + rest)).toEqual([digits]);
    }),
  );
});

test("every position is reported: Markdown, front matter, texts in code, and code inside Markdown", async () => {
  const findings = await check("numbers", {
    notebooks: [
      [
        [
          "raw",
          "---\ntitle: The 12 fields\nsummary: >-\n  It fell by `{ts} fmt.percent(x)` from\n  13 papers.\norder: 14\n---",
        ],
        ["markdown", "Of 15 papers.\n\nAnd ``{ts} text`of 17 papers` ``."],
        [
          "code",
          [
            "// 18",
            "const years = 19;",
            'figure({ id: "x20", title: text`A ${f("21")} of 22`, caption: y ? "23 papers" : z("24"),',
            "  alt: text`\\u00a0 ${text`25 and`}\n  26 papers`, data: [27], height: 240 });",
            'const other = "28 papers";',
          ].join("\n"),
        ],
      ],
    ],
  });
  expect(findings.map(printed)).toEqual([
    'notebooks/01.ipynb a 2:12 "12" is typed by hand: The 12 fields',
    'notebooks/01.ipynb a 5:3 "13" is typed by hand: …`{ts} fmt.percent(x)` from 13 papers.',
    'notebooks/01.ipynb b 1:4 "15" is typed by hand: Of 15 papers. And ``{ts} text`of 1…',
    'notebooks/01.ipynb b 3:20 "17" is typed by hand: `of 17 papers`',
    'notebooks/01.ipynb c 3:49 "22" is typed by hand: `A ${f("21")} of 22`',
    'notebooks/01.ipynb c 3:68 "23" is typed by hand: "23 papers"',
    'notebooks/01.ipynb c 4:27 "25" is typed by hand: `25 and`',
    'notebooks/01.ipynb c 5:3 "26" is typed by hand: `\\u00a0 ${text`25 and`} 26 papers`',
  ]);
  expect(findings[0]?.hint).toContain("checks.numbers.exempt in notebooks/briefing.yml");
});

test("text that is not printed is ignored: cells that are removed, comparisons, guarded sentences, malformed guards, code in other languages", async () => {
  const findings = await check("numbers", {
    notebooks: [
      [
        ["markdown", "12", { metadata: { tags: ["remove-cell"] } }],
        ["code", 'figure({ caption: "13" })', { metadata: { tags: ["remove-output"] } }],
        ["code", 'f({ title: x === "14" ? a : b, alt: holds("less than 15", true) })'],
        ["markdown", '[less than 16]{holds="x < 16"}'],
        ["markdown", '[less than 18]{hold="x < 19"}'],
      ],
      stored([codeCell("p", 'x = {"title": "17"}')], {
        kernelspec: { name: "python3", display_name: "Python", language: "python" },
      }),
    ],
  });
  expect(findings).toEqual([]);
});

describe("checks.numbers.exempt", () => {
  const notebooks = [[["markdown", "The first 100\nauthors, 1000 and 24 dogs."]]] as const;

  test("a text exempts the numbers in it, across line ends, but no longer number", async () => {
    const findings = await check("numbers", { notebooks, exempt: ["first 100 authors", "100"] });
    expect(findings.map(printed)).toEqual([
      expect.stringContaining('2:10 "1000"'),
      expect.stringContaining('2:19 "24"'),
    ]);
  });

  test("a pattern exempts its matches", async () => {
    const findings = await check("numbers", { notebooks, exempt: ["/\\d+ DOGS/i", "/\\b100/"] });
    expect(findings.map(printed)).toEqual([expect.stringContaining('2:10 "1000"')]);
  });

  test("an entry that exempts nothing is a note", async () => {
    const exempt = ["/\\d+/", "first 200 authors", "dogs"];
    const findings = await check("numbers", { notebooks, exempt });
    expect(findings.map(({ severity, path, message }) => [severity, path, message])).toEqual([
      ["note", "notebooks/briefing.yml", 'checks.numbers.exempt: "first 200 authors" exempts no number'],
      ["note", "notebooks/briefing.yml", 'checks.numbers.exempt: "dogs" exempts no number'],
    ]);
  });
});
