import type { License, Source } from "./schema.js";

type Loose = Readonly<Record<string, unknown>>;
type Fail = (message: string) => never;

/** Sources of a resource, or of the package where it names none. */
export function parseSources(given: unknown, place: string, fail: Fail): readonly Source[] {
  return entries(given, `${place}: sources`, fail).map((entry) => {
    const title = text(entry, "title") ?? text(entry, "path");
    if (title === undefined) return fail(`${place}: a source needs a title`);
    return { title, ...optional(entry, "path"), ...optional(entry, "version") };
  });
}

export function parseLicenses(given: unknown, place: string, fail: Fail): readonly License[] {
  return entries(given, `${place}: licenses`, fail).map((entry) => {
    const name = text(entry, "name") ?? text(entry, "title") ?? text(entry, "path");
    if (name === undefined) return fail(`${place}: a licence needs a name or a path`);
    return { name, ...optional(entry, "title"), ...optional(entry, "path") };
  });
}

function entries(given: unknown, place: string, fail: Fail): readonly Loose[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) return fail(`${place} must be an array`);
  return given.map((entry: unknown) =>
    typeof entry === "object" && entry !== null ? (entry as Loose) : fail(`${place} must hold objects`),
  );
}

function text(entry: Loose, name: string): string | undefined {
  const value = entry[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function optional<Name extends string>(entry: Loose, name: Name): { readonly [Key in Name]?: string } {
  const value = text(entry, name);
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]: string });
}
