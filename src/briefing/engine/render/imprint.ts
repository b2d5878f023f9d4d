/** Author, publisher, contact and licences of the page, in byline and footer. */
import { authorName, type Person } from "../../model/publication.js";
import type { Report } from "../../model/report.js";
import { markup, type Html } from "./template.js";
import { labels } from "./labels.js";
import { escapeMarkdown, linkMarkdown } from "../../lib/markdown-text.js";

/** `Li Wei, Jane Doe`. */
export const authorNames = ({ authors }: Pick<Report, "authors">): string =>
  authors.map(authorName).join(", ");

export const doiAddress = (doi: string): string => `https://doi.org/${doi}`;

/** Text, if there is any, and its link target. */
type Piece = readonly [text: string | undefined, href?: string | undefined];

/** Lines of the footer: label and text. */
function imprintLines({ authors, publication = {}, sources }: Report) {
  const { publisher, edition, contact, license, doi } = publication;
  const persons = authors.filter((author): author is Person => typeof author !== "string");
  const areLicensed = (sources?.tables ?? []).some(({ licences }) => licences.length > 0);
  const ofData: Piece = [license && areLicensed ? labels.dataLicences : undefined, "#sources"];
  const lines: readonly (readonly [label: string, ...pieces: readonly Piece[]])[] = [
    ...persons.map((person) => [person.name, [person.affiliation], ...reached(person)] as const),
    [labels.publisher, [publisher]],
    [labels.edition, [edition]],
    [labels.contact, [contact?.name], ...reached(contact ?? {})],
    [labels.doi, [doi, doi && doiAddress(doi)]],
    [labels.licenceOfPage, [license?.name, license?.url], ofData],
  ];
  return lines
    .map(([label, ...pieces]) => ({
      label,
      pieces: pieces.flatMap(([text, href]) => (text === undefined ? [] : [{ text, href }])),
    }))
    .filter(({ pieces }) => pieces.length > 0);
}

/** How to reach a person or an institution. */
const reached = ({ email, url, orcid }: Pick<Person, "email" | "url" | "orcid">): readonly Piece[] => [
  [email, email && `mailto:${email}`],
  [url?.replace(/^https?:\/\//, "").replace(/\/$/, ""), url],
  [orcid && `ORCID ${orcid}`, orcid && `https://orcid.org/${orcid}`],
];

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
