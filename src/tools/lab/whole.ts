/** Whether everything that was installed into a Python environment is still there. */
import { readdirSync, readFileSync, statSync, type Dirent } from "node:fs";
import path from "node:path";

/** `path,hash,size`; a path with a comma or a quotation mark stands in quotation marks. Compiled files have no size. */
const line = /^(?:"((?:[^"]|"")+)"|([^,"]+)),[^,]*,(\d+)\r?$/;

/**
 * The first file that is missing or has another size than its package's RECORD says, or undefined: installers write
 * RECORD last, so that a package without one was not installed to its end.
 */
export function tornFile(environment: string): string | undefined {
  const packages = sitePackages(environment);
  if (packages === undefined) return environment;
  for (const name of installedPackages(environment)) {
    const record = path.join(packages, name, "RECORD");
    const text = read(record);
    if (text === undefined) return record;
    for (const entry of text.split("\n")) {
      const [, quoted, plain, size] = line.exec(entry) ?? [];
      const file = quoted?.replaceAll('""', '"') ?? plain;
      if (file === undefined) continue;
      const place = path.join(packages, file);
      if (sizeOf(place) !== Number(size)) return place;
    }
  }
  return undefined;
}

/** Names and versions, as their folders have them: `tornado-6.5.2.dist-info`. */
export function installedPackages(environment: string): readonly string[] {
  return folders(sitePackages(environment) ?? environment)
    .map(({ name }) => name)
    .filter((name) => name.endsWith(".dist-info"));
}

function sitePackages(environment: string): string | undefined {
  const library = path.join(environment, "lib");
  const python = folders(library).find(({ name }) => name.startsWith("python"));
  return python && path.join(library, python.name, "site-packages");
}

function folders(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  } catch {
    return [];
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

const sizeOf = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.size;
