/** Checks files against OpenAlex's manifest: which files an edition has, and how many bytes and records. */
import * as z from "zod";
import { issueText, withInput } from "../lib/issue.js";
import { WorksError } from "./errors.js";

export interface Listed {
  /** Relative to the folder of works, with "/" on every platform; determines the order of the files. */
  readonly name: string;
  /** Numbers from the manifest. */
  readonly expected: { readonly bytes: number | undefined; readonly records: number | undefined } | undefined;
}

export interface Manifest {
  /** Relative to the folder of works, with "/". */
  readonly name: string;
  readonly text: string;
}

/** Formats a file's name for messages. */
type Show = (name: string) => string;

/** OpenAlex writes one beside the partitions of each entity. */
const schema = z.object({
  entries: z.array(
    z.object({
      url: z.string(),
      meta: z.object({ content_length: z.int().optional(), record_count: z.int().optional() }),
    }),
  ),
});

/** A snapshot is a single edition, so every listed file must exist, and no others. */
export function applyManifest<File extends Listed>(
  manifest: Manifest,
  files: readonly File[],
  show: Show,
): readonly File[] {
  const folder = manifest.name.slice(0, manifest.name.lastIndexOf("/") + 1);
  const listed = new Map<string, Listed["expected"]>();
  for (const { url, meta } of parseAs(schema, manifest.text, show(manifest.name)).entries) {
    const place = /updated_date=[^/]+\/[^/]+$/.exec(url)?.[0] ?? url.slice(url.lastIndexOf("/") + 1);
    listed.set(place, { bytes: meta.content_length, records: meta.record_count });
  }
  const applied = files.map((file) => {
    if (!file.name.startsWith(folder)) return file;
    const place = file.name.slice(folder.length);
    const expected = listed.get(place);
    if (expected === undefined)
      throw new WorksError(`${show(file.name)}: not listed in ${show(manifest.name)}.`, {
        hint: "It probably belongs to another edition. Remove it, or remove the manifest if this is not a complete edition.",
      });
    listed.delete(place);
    return { ...file, expected };
  });
  const [missing] = listed.keys();
  if (missing !== undefined)
    throw new WorksError(
      `${show(folder + missing)}: missing, although ${show(manifest.name)} lists it.` +
        (listed.size > 1 ? ` ${listed.size - 1} more are missing.` : ""),
      { hint: "Download it again, or remove the manifest to use a part of the edition." },
    );
  return applied;
}

/** The content of a JSON file, which messages call `file`. */
export function parseAs<Content>(
  schema: z.ZodType<Content>,
  text: string,
  file: string,
  options: { readonly hint?: string } = {},
): Content {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new WorksError(`${file} is not valid JSON: ${(cause as Error).message}`, { cause, ...options });
  }
  const { data, error } = schema.safeParse(content, withInput);
  if (error === undefined) return data;
  const faults = error.issues.slice(0, 1).map((issue) => issueText(issue));
  throw new WorksError(`${file}: ${faults.join("")}`, options);
}

/** `found` is the actual number of what the manifest counts. */
export function expectCount(
  { name, expected }: Listed,
  counted: "bytes" | "records",
  found: number,
  show: Show,
): void {
  const listed = expected?.[counted];
  if (listed !== undefined && listed !== found)
    throw new WorksError(`${show(name)}: it has ${found} ${counted} instead of the manifest's ${listed}.`, {
      hint: "Download it again.",
    });
}
