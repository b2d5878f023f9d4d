/** Provenance of collected counts: the row of their edition, its citation, and the sources of their tables. */
import { csvFormatRows, csvParseRows } from "d3-dsv";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { monthNames, own, replaceFile } from "briefing/commands";
import type { CollectionFacts, CollectionMeta } from "../openalex/counts/collection.js";
import { atResource, editDescriptor, readDescriptorFile, writeDescriptor } from "briefing/table-files";

/** The text of the table editions, with a row for the new one. */
export function withEdition(
  text: string,
  { edition, started }: CollectionMeta,
  facts: CollectionFacts,
): string {
  const [header = [], ...rows] = csvParseRows(text);
  const month = started.slice(0, 7);
  const row: Readonly<Record<string, string>> = {
    edition,
    source: "openalex",
    name: `OpenAlex, ${monthNames[Number(month.slice(5)) - 1] ?? ""} ${month.slice(0, 4)}`,
    counts: "works of every type in every field",
    collected: month,
    reference: `counts of the OpenAlex API, asked for ${spanOf(facts)}`,
    citation: citationOf(edition),
  };
  const others = rows.filter(([id]) => id !== edition);
  return csvFormatRows([header, ...others, header.map((name) => own(row, name) ?? "")]);
}

const citationOf = (edition: string): string => edition.replaceAll("-", "");

const spanOf = ({ from, to }: CollectionFacts): string =>
  from === to ? `on ${from}` : `from ${from} to ${to}`;

/** The work that the table editions cites. */
export async function addReference(
  root: string,
  { edition }: CollectionMeta,
  facts: CollectionFacts,
): Promise<void> {
  const citation = citationOf(edition);
  const file = path.join(root, "notebooks", "references.bib");
  if (!existsSync(file)) return;
  const text = await readFile(file, "utf8");
  if (text.includes(`{${citation},`)) return;
  const entry = `
@misc{${citation},
  author = {{OpenAlex}},
  title  = {Works by pair of countries and year, asked for ${spanOf(facts)}},
  year   = {${facts.to.slice(0, 4)}},
  note   = {CC0},
  url    = {https://api.openalex.org}
}
`;
  await replaceFile(file, `${text.trimEnd()}\n${entry}`);
}

/** Provenance that lets anyone repeat the queries and compare the responses with the stored ones. */
export async function nameSources(
  root: string,
  names: readonly string[],
  facts: CollectionFacts,
): Promise<void> {
  const descriptor = await readDescriptorFile(root);
  const fresh = {
    title: `OpenAlex, counts of the API, asked for ${spanOf(facts)} by briefing data refresh; SHA-256 of the ${facts.answers} answers: ${facts.sha256}`,
    path: "https://api.openalex.org/works",
  };
  const edits = descriptor.content.resources.flatMap(({ name }, index) => {
    if (!names.includes(name)) return [];
    const sources = descriptor.written.resources[index]?.sources ?? [];
    const others = sources.filter(({ title }) => title?.startsWith("OpenAlex") !== true);
    return [{ path: atResource(index, "sources"), value: [...others, fresh] }];
  });
  await writeDescriptor(descriptor, editDescriptor(descriptor, edits));
}
