/** Whose the files of a folder are: ours is what a report.json of ours lists, as long as it is what was written. */
import path from "node:path";
import * as z from "zod";
import { sha256 } from "../../lib/hash.js";
import { ForeignFilesError } from "./errors.js";
import { OutputFolder } from "./output-folder.js";
import { isInside, manifest, ready } from "./output-path.js";

/** Which files may be written over: only our own, as we wrote them, or any. No other file is ever removed. */
export type Overwrite = "own" | "any";

/** Path → hash. */
export type Listing = ReadonlyMap<string, string>;

/** Of any version, so that the output of an older one is known. */
const report = z.object({
  $schema: z.string().regex(/^urn:decoupling-briefing:report:[0-9]+$/),
  version: z.int(),
  files: z.record(z.string().refine(isInside), z.string().regex(/^[0-9a-f]{64}$/)),
});

/** The files that a report.json lists; undefined if there is none, "foreign" if it is not one that we wrote. */
export async function readListing(
  folder: OutputFolder,
  file: string,
): Promise<Listing | "foreign" | undefined> {
  const content = await folder.read(file);
  if (content === "nothing") return undefined;
  if (content === "not a file") return "foreign";
  try {
    const { $schema, version, files } = report.parse(JSON.parse(Buffer.from(content).toString("utf8")));
    return $schema.endsWith(`:${version}`) ? new Map(Object.entries(files)) : "foreign";
  } catch {
    return "foreign";
  }
}

/** What stands in the place of a file: "ours" if it is, byte for byte, what one of the listings says. */
export async function standing(
  folder: OutputFolder,
  file: string,
  listings: readonly Listing[],
): Promise<"nothing" | "ours" | "another's"> {
  const content = await folder.read(file);
  if (content === "nothing") return content;
  if (content === "not a file") return "another's";
  const hash = sha256(content);
  return listings.some((listing) => listing.get(file) === hash) ? "ours" : "another's";
}

/** Refuses, by name, files in the place of these that others wrote, and files of ours that were changed since. */
export async function refuseForeign(
  folder: OutputFolder,
  names: readonly string[],
  overwrite: Overwrite,
): Promise<void> {
  for (const name of names) await folder.refuseBlocked(name);
  if (overwrite === "any") return;
  const foreign: string[] = [];
  const listings: Listing[] = [];
  // Of a run that was killed while it placed its files, some are those of the old report.json, some those of the new.
  for (const file of [manifest, `${ready}/${manifest}`]) {
    const listing = await readListing(folder, file);
    if (listing === "foreign") foreign.push(file);
    else if (listing !== undefined) listings.push(listing);
  }
  const listed = new Set(listings.flatMap((listing) => [...listing.keys()]));
  const files = [...new Set([...names, ...listed])].filter((name) => name !== manifest);
  const found = await Promise.all(files.map((name) => standing(folder, name, listings)));
  const others = files.filter((_, index) => found[index] === "another's");
  const changed = others.filter((name) => listed.has(name));
  foreign.push(...others.filter((name) => !listed.has(name)));
  if (foreign.length > 0 || changed.length > 0) throw refusal(folder.root, foreign, changed);
}

function refusal(folder: string, foreign: readonly string[], changed: readonly string[]): ForeignFilesError {
  const parts: string[] = [];
  if (foreign.length > 0)
    parts.push(`${folder} holds files that this command did not write and would replace: ${some(foreign)}.`);
  if (changed.length > 0)
    parts.push(`Files in ${folder} were changed after they had been written: ${some(changed)}.`);
  return new ForeignFilesError(parts.join("\n"), {
    hint: "Name another folder (-o DIR), move the files away, or write over them: --force",
  });
}

const mostNamed = 5;

function some(names: readonly string[]): string {
  const left = names.length - mostNamed;
  return names.slice(0, mostNamed).join(", ") + (left > 0 ? ` and ${left} more` : "");
}

/** The folder of the briefing that a file belongs to, if it belongs to one. */
export async function briefingOf(file: string): Promise<string | undefined> {
  const target = path.resolve(file);
  for (let root = path.dirname(target); ; root = path.dirname(root)) {
    const listing = await readListing(new OutputFolder(root), manifest);
    const name = path.relative(root, target).split(path.sep).join("/");
    if (listing instanceof Map && (name === manifest || listing.has(name))) return root;
    if (root === path.dirname(root)) return undefined;
  }
}
