import path from "node:path";
import * as z from "zod";

const descriptor = z.looseObject({
  resources: z.array(
    z.looseObject({
      path: z.string().optional(),
      hash: z.unknown(),
      bytes: z.unknown(),
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

/** Whether a Data Package says something new, or only restates hash and size of data that changed. */
export function packageChange(
  was: string,
  is: string,
  file: string,
  isChanged: (path: string) => boolean,
): "restates" | "differs" {
  const bare = (text: string) => {
    const content = read(text);
    if (content === undefined) return undefined;
    const resources = content.resources.map(({ hash, bytes, ...rest }) =>
      rest.path !== undefined && isChanged(resolve(file, rest.path)) ? rest : { ...rest, hash, bytes },
    );
    return JSON.stringify({ ...content, resources });
  };
  const one = bare(was);
  return one !== undefined && one === bare(is) ? "restates" : "differs";
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
