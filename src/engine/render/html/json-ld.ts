/** The page and its data in the words of schema.org. */
import type { DataLink, DataTable } from "../../../model/data-sources.js";
import { authorName, personName, type Author } from "../../../model/publication.js";
import type { Report } from "../../../model/report.js";
import { doiAddress, orcidAddress } from "../imprint.js";

/** Fields that are undefined are left out where it is written. */
type Thing = Readonly<Record<string, unknown>> & { readonly "@type": string };

export function jsonLd(
  report: Report,
  { description, card }: { readonly description: string | undefined; readonly card: string | undefined },
): Thing {
  const { title, authors, date, language, sources, publication = {} } = report;
  const { doi, edition, license, publisher, url } = publication;
  return {
    "@context": "https://schema.org",
    "@type": "Report",
    name: title,
    headline: title,
    description,
    inLanguage: language,
    datePublished: date,
    author: authors.length === 0 ? undefined : authors.map(authorThing),
    publisher: publisher === undefined ? undefined : organisation(publisher),
    version: edition,
    url,
    identifier: doi === undefined ? undefined : doiAddress(doi),
    license: license?.url ?? license?.name,

    image: card,
    isBasedOn: sources === undefined ? undefined : sources.tables.map(datasetThing),
  };
}

const organisation = (name: string): Thing => ({ "@type": "Organization", name });

/** Of a name alone nobody knows whether it is that of a person: it is given without a type. */
function authorThing(author: Author): Thing | { readonly name: string; readonly url: string | undefined } {
  const person = personName(author);
  const { url, affiliation, orcid } = typeof author === "string" ? {} : author;
  if (person === undefined) return { name: authorName(author), url };
  return {
    "@type": "Person",
    name: authorName(author),
    familyName: person.family,
    givenName: person.given === "" ? undefined : person.given,
    affiliation: affiliation === undefined ? undefined : organisation(affiliation),
    url,
    sameAs: orcid === undefined ? undefined : orcidAddress(orcid),
  };
}

function datasetThing({ title, description, licences, sources }: DataTable): Thing {
  return {
    "@type": "Dataset",
    name: title,
    description,
    license: several(licences.map(({ href, title: name }) => href ?? name)),
    isBasedOn: several(sources.map(workThing)),
  };
}

const workThing = ({ title, href }: DataLink): Thing => ({ "@type": "CreativeWork", name: title, url: href });

/** One without its list, none as nothing. */
function several<Item>(items: readonly Item[]): Item | readonly Item[] | undefined {
  return items.length > 1 ? items : items[0];
}
