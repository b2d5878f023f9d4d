import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findNumbers } from "../../../src/tools/check/numbers/find-numbers.js";
import { maskMarkdown } from "../../../src/tools/check/prose-mask.js";
import { check, told } from "./project.js";
import { codeCell, stored } from "../../support/notebook.js";

/** What of a Markdown text counts as typed by hand. */
const found = (markdown: string, language = "en"): readonly string[] =>
  findNumbers(maskMarkdown(markdown), language).map(({ start, end }) => markdown.slice(start, end));

describe("quantities", () => {
  test.each([
    ["It has 62,432 papers.", ["62,432"]],
    ["A share of 24 % or 24.3%.", ["24", "24.3%"]],
    ["From 5 to 10, −3.2 points, +12, ~30.", ["5", "10", "3.2", "12", "30"]],
    ["$5 million, US$12bn and €3.", ["$5", "US$12bn", "€3"]],
    ["30,000–40,000 a year, 1/3 of them, 50/50.", ["30,000–40,000", "1/3", "50/50"]],
    ["A 5-year plan and the first 100 authors.", ["5-year", "100"]],
    ["It is the 3rd largest.", ["3rd"]],
    ["2000 percent and 2020 % are no years.", ["2000", "2020"]],
    ["Rows | 12 |", ["12"]],
    ["> quoted 17\n\n- item 18\n", ["17", "18"]],
    ["## 12 fields", ["12"]],
    ["[12 papers](https://x.org/13)", ["12"]],
    ["Of 23 papers[^1].\n\n[^1]: And of 24.", ["23", "24"]],
    ["<b title='18'>19</b>", ["19"]],
  ])("%s", (text, numbers) => {
    expect(found(text)).toEqual(numbers);
  });
});

describe("quantities in words", () => {
  test.each([
    ["two-thirds, a third of, by a third", ["two-thirds", "a third of", "by a third"]],
    ["Half of the papers, less than half", ["Half of", "less than half"]],
    ["twice as high", ["twice as"]],
  ])("%s", (text, numbers) => {
    expect(found(text)).toEqual(numbers);
  });

  test("are known in English only", () => {
    expect(found("half of, 12 Prozent", "de")).toEqual(["12"]);
  });
});

describe("no quantity", () => {
  test.each([
    "In 2020, from 2003 to 2023, 2003–2023, 2019/20, the 1990s.",
    "On 27 August 2024, August 27, 2024, 27–29 May, the 1st of May, 2024-08-27, at 12:30.",
    "COVID-19, GAO-22-105313, G7, CO2, H1N1, NSB-2021-4, 5G, F-35, arXiv:2205.01833.",
    "Proclamation 10043, Public Law 112-10, sec. 1340, Executive Order 14117, ISO 8601.",
    "Figure 3, Figures 2 and 3, Table 2, Section 3.2, § 4, p. 12, pp. 3–5, chapter 7, footnote 8, #12.",
    "The 21st century, the 118th Congress, the 14th Five-Year Plan.",
    "(1) first, (2) second; see [3].",
    "Node 20.19.1",
    "`12` and ``13``, `{ts} fmt.count(14)`",
    "```\n12\n```\n\n    13\n",
    "1. First\n2. Second\n\n## 1.2 Method\n\n## 3. Method\n\n### 4 Method\n",
    "<https://a.org/13> https://c.org/14 www.d.org/15 doi:10.1000/182 ![alt](a21.png)",
    "As [@nsb2021, p. 16] and [@a1; @b2] say, @fig-map-12 and [^17].",
    "[a]: https://x.org/22\n\nText &#160; <!-- 23 --> <a href='24'>x</a>",
    "$n_0 \\, 2^{t/6}$",
    "Two sources, one of them, a third source, the first half of 2020, one by one, no one.",
    "The twenty-first, in the twenties, second to none, on the one hand.",
    "once, twice, both",
  ])("%s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

test("any count, share or sum of money in a sentence is found, whatever stands around it", () => {
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

test("every place is named: Markdown, front matter, texts in code, and code inside Markdown", async () => {
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
  expect(findings.map(told)).toEqual([
    'notebooks/01.ipynb a 2:12 "12" is typed by hand: The 12 fields',
    'notebooks/01.ipynb a 5:3 "13" is typed by hand: …`{ts} fmt.percent(x)` from 13 papers.',
    'notebooks/01.ipynb b 1:4 "15" is typed by hand: Of 15 papers. And ``{ts} text`of 1…',
    'notebooks/01.ipynb b 3:20 "17" is typed by hand: `of 17 papers`',
    'notebooks/01.ipynb c 3:49 "22" is typed by hand: `A ${f("21")} of 22`',
    'notebooks/01.ipynb c 3:68 "23" is typed by hand: "23 papers"',
    'notebooks/01.ipynb c 4:27 "25" is typed by hand: `25 and`',
    'notebooks/01.ipynb c 5:3 "26" is typed by hand: `\\u00a0 ${text`25 and`} 26 papers`',
  ]);
  expect(findings[0]?.hint).toContain("checks.numbers.exempt of notebooks/briefing.yml");
});

describe("what is not printed is not read", () => {
  test("cells that are removed, comparisons, guarded sentences, code in other languages", async () => {
    const findings = await check("numbers", {
      notebooks: [
        [
          ["markdown", "12", { metadata: { tags: ["remove-cell"] } }],
          ["code", 'figure({ caption: "13" })', { metadata: { tags: ["remove-output"] } }],
          ["code", 'f({ title: x === "14" ? a : b, alt: holds("less than 15", true) })'],
          ["markdown", '[less than 16]{holds="x < 16"}'],
        ],
        stored([codeCell("p", 'x = {"title": "17"}')], {
          kernelspec: { name: "python3", display_name: "Python", language: "python" },
        }),
      ],
    });
    expect(findings).toEqual([]);
  });
});

describe("checks.numbers.exempt", () => {
  const notebooks = [[["markdown", "The first 100\nauthors, 1000 and 24 dogs."]]] as const;

  test("a text exempts the numbers in it, over line ends, and no longer number", async () => {
    const findings = await check("numbers", { notebooks, exempt: ["first 100 authors", "100"] });
    expect(findings.map(told)).toEqual([
      expect.stringContaining('2:10 "1000"'),
      expect.stringContaining('2:19 "24"'),
    ]);
  });

  test("a pattern exempts what it finds", async () => {
    const findings = await check("numbers", { notebooks, exempt: ["/\\d+ DOGS/i", "/\\b100/"] });
    expect(findings.map(told)).toEqual([expect.stringContaining('2:10 "1000"')]);
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
