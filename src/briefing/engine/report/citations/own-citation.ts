/** How to cite the briefing itself: as a sentence in the style of its references, and as BibTeX. */
import { authorName, personName, type Author } from "../../../model/publication.js";
import type { BibliographyEntry, Report } from "../../../model/report.js";
import { referenceOf } from "./style.js";

type Runs = BibliographyEntry["runs"];
type Work = Pick<Report, "title" | "authors" | "date" | "language" | "publication">;

/** In APA style as runs of plain text, and as BibTeX with its key. Undefined without an author or a publisher. */
export function ownCitation(work: Work) {
  if (work.authors.length === 0 && work.publication === undefined) return undefined;
  const key = bibtexKey(work);
  return { runs: apa(work), key, bibtex: bibtex(work, key) };
}

function apa({ title, authors, date, language, publication = {} }: Work): Runs {
  const { doi, url, publisher, edition } = publication;
  const item = {
    id: "own",
    type: "report",
    title: oneLine(title),
    author: authors.map((author) => personName(author) ?? { literal: authorName(author) }),
    ...(date !== undefined && { issued: { "date-parts": [date.split("-").map(Number)] } }),
    ...(edition !== undefined && { edition }),
    // A group that publishes its own work is named once.
    ...(publisher !== undefined && !authors.includes(publisher) && { publisher }),
    ...(doi !== undefined && { DOI: doi }),
    ...(url !== undefined && { URL: url }),
  };
  return referenceOf(item, language);
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] as const;

/** citation-js drops everything that is not Latin and does not escape a `&` in the name of an organisation. */
function bibtex({ title, authors, date, publication = {} }: Work, key: string): string {
  const { doi, url, publisher, edition } = publication;
  const [year, month] = date?.split("-") ?? [];
  const fields: readonly (readonly [string, string | undefined])[] = [
    ["author", authors.length === 0 ? undefined : braced(authors.map(bibtexName).join(" and "))],
    // Braced twice: a style would otherwise lower its capitals.
    ["title", braced(braced(tex(title)))],
    ["institution", publisher && braced(tex(publisher))],
    ["year", year && braced(year)],
    ["month", months[Number(month) - 1]],
    ["edition", edition && braced(tex(edition))],
    ["doi", doi && braced(doi)],
    ["url", url && braced(url.replaceAll("{", "%7B").replaceAll("}", "%7D"))],
  ];
  const written = fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} = ${value},`]));
  const type = publisher === undefined ? "misc" : "techreport";
  return [`@${type}{${key},`, ...written, "}", ""].join("\n");
}

const braced = (text: string): string => `{${text}}`;

function bibtexName(author: Author): string {
  const person = personName(author);
  if (person === undefined) return braced(tex(authorName(author)));
  return person.given === "" ? braced(tex(person.family)) : `${tex(person.family)}, ${tex(person.given)}`;
}

const signs: ReadonlyMap<string, string> = new Map([
  ["\\", "\\textbackslash{}"],
  ["~", "\\textasciitilde{}"],
  ["^", "\\textasciicircum{}"],
]);

function tex(text: string): string {
  return oneLine(text).replace(/[\\{}&%$#_~^]/g, (sign) => signs.get(sign) ?? `\\${sign}`);
}

/** `li2026united`: family name, year and first significant word of the title, in letters that TeX accepts. */
function bibtexKey({ title, authors: [first], date = "" }: Work): string {
  const name = first === undefined ? "" : (personName(first)?.family ?? firstLongWord(authorName(first)));
  const key = [name, date.slice(0, 4), firstLongWord(title)].map(plainLetters).join("");
  return key === "" ? "briefing" : key;
}

function firstLongWord(text: string): string {
  const words = text.split(/\s+/).map(plainLetters);
  return words.find((word) => word.length > 3) ?? words.find((word) => word !== "") ?? "";
}

function plainLetters(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[^A-Za-z0-9]/g, "")
    .toLowerCase();
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
