import path from "node:path";
import * as z from "zod";

const descriptor = z.looseObject({
  resources: z.array(
    z.looseObject({
      path: z.string().optional(),
      hash: z.unknown().optional(),
      bytes: z.unknown().optional(),
      schema: z
        .looseObject({ primaryKey: z.union([z.string(), z.array(z.string())]).optional() })
        .optional()
        .catch(undefined),
    }),
  ),
});

/** Primary keys of data files, by path, out of the Data Packages among the inputs; the first to name one counts. */
export function primaryKeys(
  inputs: readonly (readonly [string, string])[],
): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, readonly string[]>();
  for (const [file, text] of inputs) {
    if (!file.endsWith("datapackage.json")) continue;
    for (const { path: name, schema } of read(text)?.resources ?? []) {
      const key = schema?.primaryKey;
      const at = name === undefined ? undefined : resolve(file, name);
      if (key !== undefined && at !== undefined && !keys.has(at))
        keys.set(at, typeof key === "string" ? [key] : key);
    }
  }
  return keys;
}

export interface PackageChange {
  /** Data files, by path, that it describes otherwise than before; size and hash of data that changed set aside. */
  readonly resources: readonly string[];
  /** Whether it says anything new at all. */
  readonly says: "the same" | "something new";
}

/** What a Data Package says otherwise than before; undefined where one of the two cannot be read. */
export function packageChange(
  before: string,
  after: string,
  file: string,
  isChanged: (path: string) => boolean,
): PackageChange | undefined {
  const [earlier, later] = [bare(before, file, isChanged), bare(after, file, isChanged)];
  if (earlier === undefined || later === undefined) return undefined;
  const names = [...new Set([...earlier.resources.keys(), ...later.resources.keys()])].sort();
  const resources = names.filter((name) => earlier.resources.get(name) !== later.resources.get(name));
  const isSame = resources.length === 0 && earlier.rest === later.rest && earlier.order === later.order;
  return { resources, says: isSame ? "the same" : "something new" };
}

function bare(text: string, file: string, isChanged: (path: string) => boolean) {
  const content = read(text);
  if (content === undefined) return undefined;
  const { resources, ...rest } = content;
  const named = resources.map(({ path: name = "", hash, bytes, ...others }) => {
    const at = resolve(file, name);
    return [at, JSON.stringify(isChanged(at) ? others : { ...others, hash, bytes })] as const;
  });
  const order = named.map(([at]) => at).join("\n");
  return { resources: new Map(named), rest: JSON.stringify(rest), order };
}

function resolve(file: string, name: string): string {
  return path.posix.normalize(path.posix.join(path.posix.dirname(file), name));
}

function read(text: string): z.infer<typeof descriptor> | undefined {
  try {
    const found = descriptor.safeParse(JSON.parse(text.replace(/^\uFEFF/, "")));
    return found.success ? found.data : undefined;
  } catch {
    return undefined;
  }
}
