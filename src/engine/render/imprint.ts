/** Author, publisher, contact and licences of the page, in byline and footer. */
import { authorName, type Person } from "../../model/publication.js";
import type { Report } from "../../model/report.js";
import { markup, type Html } from "./html/template.js";
import { labels } from "./labels.js";
import { escapeMarkdown, linkMarkdown } from "../../lib/markdown-text.js";

/** Text, and its link target. */
interface Piece {
  readonly text: string;
  readonly href?: string;
}

/** A line of the footer: its label and text. */
interface Line {
  readonly label: string;
  readonly pieces: readonly Piece[];
}

/** `Li Wei, Jane Doe`. */
export const authorNames = ({ authors }: Pick<Report, "authors">): string =>
  authors.map(authorName).join(", ");

export const doiAddress = (doi: string): string => `https://doi.org/${doi}`;

function imprintLines({ authors, publication = {}, sources }: Report): readonly Line[] {
  const { publisher, edition, contact, license, doi } = publication;
  const persons = authors.filter((author): author is Person => typeof author !== "string");
  const lines: readonly (Line | false | undefined)[] = [
    ...persons.map((person) => lineOf(person.name, person.affiliation, person)),
    publisher !== undefined && { label: labels.publisher, pieces: [{ text: publisher }] },
    edition !== undefined && { label: labels.edition, pieces: [{ text: edition }] },
    contact && lineOf(labels.contact, contact.name, contact),
    doi !== undefined && { label: labels.doi, pieces: [{ text: doi, href: doiAddress(doi) }] },
    license && {
      label: labels.licenceOfPage,
      pieces: [
        { text: license.name, ...(license.url !== undefined && { href: license.url }) },
        ...((sources?.tables ?? []).some(({ licences }) => licences.length > 0)
          ? [{ text: labels.dataLicences, href: "#sources" }]
          : []),
      ],
    },
  ];
  return lines.flatMap((line) => (line && line.pieces.length > 0 ? [line] : []));
}

type Reachable = Pick<Person, "email" | "url" | "orcid">;

/** How to reach a person or an institution, after a few words. */
function lineOf(label: string, text: string | undefined, { email, url, orcid }: Reachable): Line {
  const pieces: readonly Piece[] = [
    ...(text === undefined ? [] : [{ text }]),
    ...(email === undefined ? [] : [{ text: email, href: `mailto:${email}` }]),
    ...(url === undefined ? [] : [{ text: url.replace(/^https?:\/\//, "").replace(/\/$/, ""), href: url }]),
    ...(orcid === undefined ? [] : [{ text: `ORCID ${orcid}`, href: `https://orcid.org/${orcid}` }]),
  ];
  return { label, pieces };
}

/** In the footer of the page; undefined if briefing.yml has none of it. */
export function imprintHtml(report: Report): Html | undefined {
  const lines = imprintLines(report);
  if (lines.length === 0) return undefined;
  return markup`<h2>${labels.imprint}</h2>
<dl class="imprint">
${lines.map(
  ({ label, pieces }) =>
    markup`<div><dt>${label}</dt><dd>${pieces.map(({ text, href }, index) => {
      const words = href === undefined ? text : markup`<a href="${href}">${text}</a>`;
      return markup`${index > 0 && ", "}${words}`;
    })}</dd></div>\n`,
)}</dl>
`;
}

/** The same as a list at the end of the Markdown. */
export function imprintMarkdown(report: Report): readonly string[] {
  const lines = imprintLines(report).map(({ label, pieces }) => {
    const all = pieces.map(({ text, href = "#" }) =>
      href.startsWith("#") ? escapeMarkdown(text) : linkMarkdown(text, href),
    );
    return `- ${escapeMarkdown(label)}: ${all.join(", ")}`;
  });
  return lines.length === 0 ? [] : [`## ${labels.imprint}`, lines.join("\n")];
}

/** The publisher of the page, and what it was made from and how. */
export function colophon(report: Report, place: "page" | "site"): Html {
  const { provenance, sections } = report;
  const data = [...new Set(Object.values(provenance).flatMap(({ files }) => files))].sort();
  const from = data.length === 0 ? undefined : markup` from ${list(data)}`;
  const notebooks = sections.length === 1 ? "the notebook" : "the notebooks";
  const again =
    data.length > 0 &&
    markup` <code>briefing build</code>, in the folder of the project, makes it again: the same inputs give the same page.`;
  return markup`<footer>
${imprintHtml(report)}<h2>${labels.howMade}</h2>
<p>Its numbers, figures and tables were computed by ${notebooks} ${list(sections.map(({ notebook }) => notebook))}${from}. The executed notebooks, each figure with its data and specification, and <code>report.json</code>, which records what every cell read, lie ${labels.beside[place]}.${again}</p>
</footer>
`;
}

function list(paths: readonly string[]): Html {
  const before = (index: number) => (index === 0 ? "" : index === paths.length - 1 ? " and " : ", ");
  return markup`${paths.map((path, index) => markup`${before(index)}<code>${path}</code>`)}`;
}
