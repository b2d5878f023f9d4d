/** From where a new project installs the packages of this repository. */
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { realPath } from "../../engine/build/path-checks.js";
import { ownPackageFolder, PACKAGE_FOLDER } from "../../engine/store/installation.js";
import { own } from "../../lib/own.js";
import { shownPath } from "../../lib/shown-path.js";
import { UsageError } from "../../model/errors.js";

export interface Source {
  /** In package.json: a version, an address, or `file:` and a path from the project's folder. */
  readonly specifier: string;
  /** The project contains the tarball, so that whoever clones it can install it: `file` is its place in the project. */
  readonly vendored?: { readonly file: string; readonly tarball: string };
}

const ownName = "briefing";

/** Sources of this package, and of others of the same version, for a project in `folder`. */
export async function findSources(
  folder: string,
  others: readonly string[],
): Promise<ReadonlyMap<string, Source>> {
  const { version } = await readJson<{ readonly version: string }>(path.join(PACKAGE_FOLDER, "package.json"));
  const source = await sourceFor(folder, PACKAGE_FOLDER, version);
  const sources = new Map([[ownName, source]]);
  for (const name of others) {
    const installation = ownPackageFolder(name);
    const other =
      installation === undefined
        ? sourceBeside(source, name, version)
        : await sourceFor(folder, installation, version);
    sources.set(name, other);
  }
  return sources;
}

/** A package that is not installed: from where this one came from. */
function sourceBeside(source: Source, name: string, version: string): Source {
  const tarball = `${name}-${version}.tgz`;
  if (source.vendored !== undefined) {
    const beside = path.join(path.dirname(source.vendored.tarball), tarball);
    if (!existsSync(beside))
      throw new UsageError(
        `The example needs the package ${name}, and ${shownPath(beside)} does not exist.`,
        {
          hint: `Put ${tarball} beside ${path.basename(source.vendored.tarball)}.`,
        },
      );
    return vendoredSource(beside);
  }
  const ownTarball = `/${ownName}-${version}.tgz`;
  if (!source.specifier.endsWith(ownTarball)) return { specifier: version };
  return { specifier: source.specifier.slice(0, -ownTarball.length + 1) + tarball };
}

/**
 * The version if npm installed a package from a registry, otherwise the tarball, address or folder it came from: what a
 * package.json in `folder` must name so that npm finds the same package again.
 */
async function sourceFor(folder: string, packageFolder: string, version: string): Promise<Source> {
  const installation = realPath(packageFolder);
  const [, prefix, name] = /^(.*)[\\/]node_modules[\\/]([^\\/]+)$/.exec(installation) ?? [];
  if (prefix === undefined || name === undefined) return folderSource(folder, installation);
  // npm keeps no record of a global installation.
  const record = await readJson<Installed>(path.join(prefix, "node_modules", ".package-lock.json")).catch(
    (): Installed => ({}),
  );
  const entry = own(record.packages ?? {}, `node_modules/${name}`);
  if (entry === undefined) return folderSource(folder, installation);
  // Without an address: npm was configured to omit those of the registry.
  const { resolved = `/-/${name}-${version}.tgz` } = entry;
  if (!resolved.startsWith("file:"))
    return { specifier: resolved.endsWith(`/-/${name}-${version}.tgz`) ? version : resolved };
  const tarball = path.resolve(prefix, resolved.slice("file:".length));
  if (!existsSync(tarball))
    throw new UsageError(`${shownPath(tarball)}, from which ${name} was installed, does not exist.`, {
      hint: "Put it there again: the new project contains a copy of it.",
    });
  return statSync(tarball).isDirectory() ? folderSource(folder, tarball) : vendoredSource(tarball);
}

function vendoredSource(tarball: string): Source {
  const file = `vendor/${path.basename(tarball)}`;
  return { specifier: `file:${file}`, vendored: { file, tarball } };
}

/** A checkout or a global installation, which is a folder. */
function folderSource(folder: string, installation: string): Source {
  const place = path.relative(realPath(path.resolve(folder)), realPath(installation));
  return { specifier: `file:${place.split(path.sep).join("/")}` };
}

/** npm's own records of the packages it installed. */
interface Installed {
  readonly packages?: Readonly<Record<string, { readonly resolved?: string }>>;
}

const readJson = async <T>(file: string): Promise<T> => JSON.parse(await readFile(file, "utf8")) as T;
