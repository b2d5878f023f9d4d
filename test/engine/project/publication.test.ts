import { describe, expect, test } from "vitest";
import { readConfiguration } from "../../../src/engine/project/configuration.js";

const read = (...lines: readonly string[]) => readConfiguration(["title: T", ...lines].join("\n"), "b.yml");
const faults = (...lines: readonly string[]): readonly string[] => {
  try {
    read(...lines);
  } catch (error) {
    return error instanceof Error ? error.message.split("\n") : [];
  }
  return [];
};

describe("publication settings in briefing.yml", () => {
  test("authors are names, objects or both", () => {
    expect(read("authors: A Group").authors).toEqual(["A Group"]);
    expect(
      read(
        "authors:",
        "  - { name: Wei Li, family: Li, orcid: 'https://orcid.org/0000-0002-1694-233x' }",
        "  - A Group",
        "  - name: Another",
      ).authors,
    ).toEqual([{ name: "Wei Li", family: "Li", orcid: "0000-0002-1694-233X" }, "A Group", "Another"]);
    expect(read("authors: { name: X, url: 'https://x.org' }").authors).toEqual([
      { name: "X", url: "https://x.org/" },
    ]);
  });

  test("contact, licence, DOI, address, publisher and edition", () => {
    const { contact, license, doi, url, edition, publisher } = read(
      "contact: desk@example.org",
      "license: cc-by-4.0",
      "doi: https://doi.org/10.5281/zenodo.1",
      "url: https://example.org",
      "edition: 3",
      "publisher: P",
    );
    expect({ contact, license, doi, url, edition, publisher }).toEqual({
      contact: { email: "desk@example.org" },
      license: {
        id: "CC-BY-4.0",
        name: "Creative Commons Attribution 4.0 International",
        url: "https://creativecommons.org/licenses/by/4.0/",
      },
      doi: "10.5281/zenodo.1",
      url: "https://example.org/",
      edition: "3",
      publisher: "P",
    });
    expect(read("contact: https://example.org/ask").contact).toEqual({ url: "https://example.org/ask" });
    expect(read("contact: The desk").contact).toEqual({ name: "The desk" });
    expect(read("license: { name: Ours }").license).toEqual({ name: "Ours" });
  });

  test.each<[readonly string[], readonly (string | RegExp)[]]>([
    [
      ["authors:", "  - name: Wei Li", "    orcid: 0000-0002-1825-0098"],
      ["b.yml:4:12: authors.0.orcid: 0000-0002-1825-0098 is not an ORCID iD: its check digit is 7"],
    ],
    [
      ["authors:", "  - name: Wei Li", "    orcid: 1825-0097", "    famly: Li"],
      [
        'b.yml:4:12: authors.0.orcid: an ORCID iD reads "0000-0002-1825-0097"',
        'b.yml:5:5: unknown name "famly", did you mean family?',
      ],
    ],
    [
      ["authors:", "  - name: Wei Li", "    family: L"],
      [/^b\.yml:4:13: authors\.0\.family: it stands at the beginning or the end of the name/],
    ],
    [["authors:", "  - A Group", "  - email: x@example.org"], ["b.yml:4:5: authors.1.name: it is missing"]],
    [["authors: [3]"], [/^b\.yml:2:11: authors\.0: /]],
    [["license: CC-BY"], [/^b\.yml:2:10: license: unknown licence; did you mean CC-BY-4\.0\?/]],
    [["license: { url: 'https://x.org' }"], ["b.yml:2:10: license.name: it is missing"]],
    [["contact: a@b"], [/^b\.yml:2:10: contact: an email address reads/]],
    [["contact: { email: x }"], [/^b\.yml:2:19: contact\.email: an email address reads/]],
    [["doi: 11.1/x"], [/^b\.yml:2:6: doi: a DOI reads/]],
    [["url: javascript:alert(1)"], [/^b\.yml:2:6: url: a web address reads/]],
    [["licence: MIT"], ['b.yml:2:1: unknown name "licence", did you mean license?']],
  ])("%j is rejected at its position", (lines, messages) => {
    expect(faults(...lines)).toEqual(
      messages.map((message) =>
        typeof message === "string" ? message : (expect.stringMatching(message) as string),
      ),
    );
  });
});
