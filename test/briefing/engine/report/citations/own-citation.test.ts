import { describe, expect, it } from "vitest";
import { omit } from "../../../../../src/briefing/lib/omit.js";
import { ownCitation } from "../../../../../src/briefing/engine/report/citations/own-citation.js";

type Work = Parameters<typeof ownCitation>[0];

const li = { name: "Wei Li", family: "Li", orcid: "0000-0002-1825-0097" };
const work: Work = {
  title: "Are the United States & China decoupling?",
  authors: [li, { name: "Jean-Paul van der Berg", family: "van der Berg" }, "Müller & Söhne"],
  date: "2026-11-05",
  language: "en",
  publication: {
    publisher: "Press {50 %}",
    edition: "3",
    doi: "10.5281/zenodo.1_2",
    url: "https://example.org/a_b",
  },
};

const cited = (changed: Partial<Work> = {}) => {
  const citation = ownCitation({ ...work, ...changed });
  if (citation === undefined) throw new Error("not cited");
  return { ...citation, words: citation.runs.map(({ text }) => text).join("") };
};

describe("the citation of the briefing", () => {
  it("as a sentence: persons by family name and initials, organisations in full, the DOI before the address", () => {
    expect(cited().words).toBe(
      "Li, W., van der Berg, J.-P., & Müller & Söhne. (2026). Are the United States & China decoupling? (3rd ed.). Press {50 %}. https://doi.org/10.5281/zenodo.1_2",
    );
    expect(cited().runs.find(({ style }) => style === "italic")?.text).toBe(
      "Are the United States & China decoupling?",
    );
  });

  it("without a date, by a group that is its own publisher", () => {
    const alone = ownCitation({
      ...omit(work, "date"),
      authors: ["A Group"],
      publication: { publisher: "A Group" },
    });
    expect(alone?.runs.map(({ text }) => text).join("")).toBe(
      "A Group. (n.d.). Are the United States & China decoupling?",
    );
    expect(alone?.bibtex).not.toContain("year");
  });

  it("as BibTeX: TeX is escaped, addresses are not, capitals are kept", () => {
    expect(cited().bibtex).toBe(`@techreport{li2026united,
  author = {Li, Wei and van der Berg, Jean-Paul and {Müller \\& Söhne}},
  title = {{Are the United States \\& China decoupling?}},
  institution = {Press \\{50 \\%\\}},
  year = {2026},
  month = nov,
  edition = {3},
  doi = {10.5281/zenodo.1_2},
  url = {https://example.org/a_b},
}
`);
    expect(cited({ publication: {} }).bibtex).toMatch(/^@misc\{/);
    expect(cited({ title: "a\\b ~x^2 #1 $5" }).bibtex).toContain(
      "{{a\\textbackslash{}b \\textasciitilde{}x\\textasciicircum{}2 \\#1 \\$5}}",
    );
  });

  it("the family name may come first, and is by default the last word of a person's name", () => {
    const names = (authors: Work["authors"]) => /author = \{(.*)\},/.exec(cited({ authors }).bibtex)?.[1];
    expect(names([{ name: "Li Wei", family: "Li" }])).toBe("Li, Wei");
    expect(names([{ name: "Ada King", affiliation: "London" }])).toBe("King, Ada");
    expect(names([{ name: "李伟", family: "李伟" }])).toBe("{李伟}");
    expect(names([{ name: "Press desk", email: "desk@example.org" }])).toBe("{Press desk}");
  });

  it("is omitted without authors and publisher", () => {
    expect(ownCitation({ title: "T", authors: [], language: "en" })).toBeUndefined();
  });
});
