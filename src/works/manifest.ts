/** What OpenAlex's manifest says of the files of an edition: which there are, with how many bytes and records. */
import * as z from "zod";
import { issueText, withInput } from "../lib/issue.js";
import { WorksError } from "./errors.js";

export interface Listed {
  /** From the folder of works, with "/": it orders the files, on every machine alike. */
  readonly name: string;
  /** What the manifest says. */
  readonly expected: { readonly bytes: number | undefined; readonly records: number | undefined } | undefined;
}

export interface Manifest {
  /** From the folder of works, with "/". */
  readonly name: string;
  readonly text: string;
}

/** How a file is named in a message. */
type Show = (name: string) => string;

/** OpenAlex writes it beside the partitions of each kind of record. */
const schema = z.object({
  entries: z.array(
    z.object({
      url: z.string(),
      meta: z.object({ content_length: z.int().optional(), record_count: z.int().optional() }),
    }),
  ),
});

/** Every file that it lists must be there, and no other beside them: a snapshot is one edition. */
export function applyManifest<File extends Listed>(
  manifest: Manifest,
  files: readonly File[],
  show: Show,
): readonly File[] {
  const folder = manifest.name.slice(0, manifest.name.lastIndexOf("/") + 1);
  const listed = new Map<string, Listed["expected"]>();
  for (const { url, meta } of entriesOf(manifest, show)) {
    const place = /updated_date=[^/]+\/[^/]+$/.exec(url)?.[0] ?? url.slice(url.lastIndexOf("/") + 1);
    listed.set(place, { bytes: meta.content_length, records: meta.record_count });
  }
  const applied = files.map((file) => {
    if (!file.name.startsWith(folder)) return file;
    const place = file.name.slice(folder.length);
    const expected = listed.get(place);
    if (expected === undefined)
      throw new WorksError(`${show(file.name)}: ${show(manifest.name)} does not list it.`, {
        hint: "It is left over from another edition. Remove it, or, if no edition is meant, the manifest.",
      });
    listed.delete(place);
    return { ...file, expected };
  });
  const [missing] = listed.keys();
  if (missing !== undefined)
    throw new WorksError(
      `${show(folder + missing)}: it is not there, but ${show(manifest.name)} lists it.` +
        (listed.size > 1 ? ` ${listed.size - 1} more are missing.` : ""),
      { hint: "Download it again, or, if a part of the edition is meant, remove the manifest." },
    );
  return applied;
}

function entriesOf({ name, text }: Manifest, show: Show): z.infer<typeof schema>["entries"] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new WorksError(`${show(name)} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const read = schema.safeParse(content, withInput);
  if (read.success) return read.data.entries;
  const [issue] = read.error.issues;
  throw new WorksError(`${show(name)}: ${issue === undefined ? "not a manifest" : issueText(issue)}`);
}

/** `found` is how many there are of what the manifest counts. */
export function expectCount(
  { name, expected }: Listed,
  counted: "bytes" | "records",
  found: number,
  show: Show,
): void {
  const listed = expected?.[counted];
  if (listed !== undefined && listed !== found)
    throw new WorksError(
      `${show(name)}: it has ${found} ${counted}, according to the manifest it should have ${listed}.`,
      { hint: "Download it again." },
    );
}
