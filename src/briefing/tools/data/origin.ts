/** Title, sources and licences of a table, as in datapackage.json: facts that the file itself does not contain. */
import { licenceOf } from "../../engine/project/publication.js";
import { atResource, type DescriptorFile, type Edit } from "./descriptor-file.js";

/** As given by the user: a source is a name, a web address, or a name followed by an address. */
export interface Origin {
  readonly title?: string;
  readonly sources: readonly string[];
  /** SPDX identifiers, web addresses, or words. */
  readonly licences: readonly string[];
}

interface Link {
  readonly name?: string;
  readonly title?: string;
  readonly path?: string;
}

export interface OriginEntries {
  readonly title?: string;
  readonly sources?: readonly Link[];
  readonly licenses?: readonly Link[];
}

/**
 * The entries of an added table. The sources and licences of a package apply to the tables described so far: an added
 * table without its own gets an empty list, which keeps it from inheriting them.
 */
export function originEntries(origin: Origin | undefined, { written }: DescriptorFile): OriginEntries {
  return {
    ...(written.sources !== undefined && { sources: [] }),
    ...(written.licenses !== undefined && { licenses: [] }),
    ...givenEntries(origin),
  };
}

/** Replaces the entries of a table that is already described. */
export function originEdits(index: number, origin: Origin | undefined): readonly Edit[] {
  return Object.entries(givenEntries(origin)).map(([name, value]) => ({
    path: atResource(index, name),
    value: value as unknown,
  }));
}

function givenEntries({ title, sources, licences }: Origin = { sources: [], licences: [] }): OriginEntries {
  return {
    ...(title !== undefined && { title }),
    ...(sources.length > 0 && { sources: sources.map(sourceLink) }),
    ...(licences.length > 0 && { licenses: licences.map(licenceLink) }),
  };
}

const address = /^(.*?)[\s,;:(<–—-]*(https?:\/\/[^\s<>]*[^\s<>.,;)])[)>.,;]*$/s;

/** `World Bank, https://data.worldbank.org` becomes title and path, because the standard requires a title. */
function sourceLink(given: string): Link {
  const [, title = given, path] = address.exec(given.trim()) ?? [];
  return { title: title === "" ? (path ?? given) : title, ...(path !== undefined && { path }) };
}

/** The standard requires a name without spaces or an address. */
function licenceLink(given: string): Link {
  const known = licenceOf(given);
  if (known !== undefined) return { name: known.id, title: known.name, path: known.url };
  const { title, path } = sourceLink(given);
  if (path !== undefined) return { title: title ?? path, path };
  const name = given.trim().replace(/[^\w.-]+/g, "-");
  return { name: /\w/.test(name) ? name : "other", title: given.trim() };
}
