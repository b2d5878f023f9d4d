import { describe, expect, test } from "vitest";
import { check, printed } from "./project.js";

const bibtex = `@misc{nsb2019,
  title = {A}
}

@misc{hill1973, title = {B}}
`;

test("every citation needs an entry: Markdown, front matter, strings of code, tables; the nearest key is suggested", async () => {
  const findings = await check("citations", {
    bibtex,
    data: { "data/events.csv": "year,words\n2020,as [@hill1937] says\n" },
    notebooks: [
      [
        ["raw", "---\ntitle: A\nsummary: By `{ts} x` as [@nobody] says.\n---"],
        ["markdown", "See [@nsb2019; @nsb2091, p. 3].\n\nNot `[@code]` nor an@address.org."],
        ["code", 'const source = `See ${x} [@hil1973]`; // [@comment]\nf("[@nsb2019]");'],
      ],
    ],
  });
  const missing = "is cited, but notebooks/references.bib has no such entry";
  expect(findings.filter(({ severity }) => severity === "error").map(printed)).toEqual([
    `notebooks/01.ipynb a 3:25 [@nobody] ${missing}`,
    `notebooks/01.ipynb b 1:5 [@nsb2091] ${missing}: did you mean [@nsb2019]?`,
    `notebooks/01.ipynb c 1:26 [@hil1973] ${missing}: did you mean [@hill1973]?`,
    `data/events.csv 2:9 [@hill1937] ${missing}: did you mean [@hill1973]?`,
  ]);
});

test("an entry that nothing cites is a note; a key assembled in code or in a table counts as used", async () => {
  const findings = await check("citations", {
    bibtex: `${bibtex}@misc{three, title={C}}\n@misc{four, title={D}}`,
    data: { "data/editions.csv": "edition,citation\na,three\n" },
    notebooks: [
      [
        ["markdown", "[@nsb2019]"],
        ["code", 'cite("four")'],
      ],
    ],
  });
  expect(findings).toEqual([
    {
      check: "citations",
      severity: "note",
      path: "notebooks/references.bib",
      line: 5,
      message: 'no notebook cites "hill1973"',
    },
  ]);
});

test("citations without a bibliography", async () => {
  const findings = await check("citations", { notebooks: [[["markdown", "[@a]"]]] });
  expect(findings.map(printed)).toEqual([
    "notebooks/01.ipynb a 1:1 [@a] is cited, but there is no notebooks/references.bib",
  ]);
});

describe("BibTeX", () => {
  const faults = async (text: string): Promise<readonly string[]> =>
    (await check("citations", { bibtex: text, notebooks: [] }))
      .filter(({ severity }) => severity === "error")
      .map(printed);

  test("a duplicate key", async () => {
    expect(await faults("@misc{a, title={x}}\n@misc{b, title={x}}\n@book{a, title={y}}\n")).toEqual([
      'notebooks/references.bib 3: the key "a" stands in line 1 already',
    ]);
  });

  test("abbreviations, comments and preambles are not entries", async () => {
    const text =
      '@string{who = {Us}}\n@comment{a, b}\n@preamble{"x"}\n@misc{a, author = who, title={x}}\n@misc{b title={x}}\n';
    expect(await faults(text)).toEqual([expect.stringMatching(/^notebooks\/references\.bib 5:9 not BibTeX/)]);
  });
});
