import { describe, expect, test } from "vitest";
import { casesOf } from "../../../support/cases.js";
import { readConfiguration } from "../../../../src/briefing/engine/project/configuration.js";

const rejected = casesOf("publication.yml", import.meta.url) as readonly [
  lines: string[],
  messages: string[],
][];
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

  test.each(rejected)("%j is rejected at its position", (lines, messages) => {
    const expected = messages.map((each) =>
      each.startsWith("^") ? (expect.stringMatching(each) as string) : each,
    );
    expect(faults(...lines)).toEqual(expected);
  });
});
