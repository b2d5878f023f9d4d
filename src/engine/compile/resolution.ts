/**
 * How an import of a cell, or of a file it imports, is resolved: from the importing file as TypeScript does, then, for
 * the packages the command lends, from the command's own installation.
 */
import { existsSync } from "node:fs";
import type ts from "@tslab/typescript-for-tslab";
import { lentPackageFolder, PACKAGE_FOLDER } from "./installation.js";
import type { TypeScript } from "./typescript.js";

type Resolution = ts.ResolvedModuleWithFailedLookupLocations;

export interface Resolver {
  resolveModules(names: readonly string[], importer: string): readonly Resolution[];
  resolveTypes(name: string, importer: string): ts.ResolvedTypeReferenceDirectiveWithFailedLookupLocations;
  /** What a file's imports resolved to when they were last looked up; undefined where nothing was found. */
  importsOf(importer: string): ReadonlyMap<string, ImportTarget>;
}

export interface ImportTarget {
  readonly file: string | undefined;
  /** Comes out of node_modules or from the command's installation: not compiled, required at run time. */
  readonly external: boolean;
  /** Places that come first but where there is nothing, as long as there is nothing. */
  readonly absent: () => readonly string[];
}

/** Whose types only `exports` names, which 5.0.4 does not follow as tslab has it: those of `VegaLite`. */
const VEGA_LITE = "vega-lite/types_unstable/";

export function createResolver(
  ts: TypeScript,
  folder: string,
  options: ts.CompilerOptions,
  host: ts.ModuleResolutionHost,
): Resolver {
  const imports = new Map<string, Map<string, ImportTarget>>();
  const asBundlersDo = { ...options, moduleResolution: ts.ModuleResolutionKind.Bundler };
  // Packages stay as they are; a person adds modules beside the notebook while the kernel runs.
  const cache = ts.createModuleResolutionCache(folder, (file) => file, options);

  const resolveModule = (name: string, importer: string): Resolution => {
    const fixed = importer.includes("/node_modules/");
    const found = ts.resolveModuleName(name, importer, options, host, fixed ? cache : undefined);
    if (found.resolvedModule) return found;
    if (name.startsWith(VEGA_LITE)) return ts.resolveModuleName(name, importer, asBundlersDo, host);
    const [, packageName, rest = ""] = /^((?:@[^/]+\/)?[^./][^/]*)(\/.*)?$/.exec(name) ?? [];
    const folder = packageName === undefined ? undefined : lentPackageFolder(packageName);
    if (folder === undefined) return found;
    const place = folder === PACKAGE_FOLDER && rest !== "" ? `${folder}/dist${rest}` : folder + rest;
    const lent = ts.resolveModuleName(place, importer, options, host).resolvedModule;
    if (!lent) return found;
    return { ...found, resolvedModule: { ...lent, isExternalLibraryImport: true } };
  };

  return {
    resolveModules(names, importer) {
      const targets = new Map<string, ImportTarget>();
      imports.set(importer, targets);
      return names.map((name) => {
        const resolution = resolveModule(name, importer);
        const module = resolution.resolvedModule;
        targets.set(name, {
          file: module?.resolvedFileName,
          external: module?.isExternalLibraryImport ?? false,
          absent: () => absentPlaces(resolution),
        });
        return resolution;
      });
    },
    resolveTypes(name, importer) {
      const found = ts.resolveTypeReferenceDirective(name, importer, options, host);
      if (found.resolvedTypeReferenceDirective) return found;
      const folder = lentPackageFolder(`@types/${name}`);
      if (folder === undefined) return found;
      const file = `${folder}/index.d.ts`;
      return {
        ...found,
        resolvedTypeReferenceDirective: { primary: true, resolvedFileName: file },
      };
    },
    importsOf: (importer) => imports.get(importer) ?? new Map<string, ImportTarget>(),
  };
}

/**
 * Failed lookups, those inside a package that is not there replaced by the package's folder: a few, not hundreds. A
 * package that is there keeps the names of the files that were looked for beside or inside it.
 */
function absentPlaces(resolution: Resolution): readonly string[] {
  const failed = (resolution as unknown as { failedLookupLocations?: readonly string[] })
    .failedLookupLocations;
  const places = new Set<string>();
  for (const file of failed ?? []) {
    const folder = /^.*?\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file.replace(/\.\w+$/, ""))?.[0];
    places.add(folder === undefined || existsSync(folder) ? file : folder);
  }
  return [...places].filter((place) => !existsSync(place));
}
