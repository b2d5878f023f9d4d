import { moduleStem } from "../../report/inputs.js";
import { splitFunction } from "../../report/lineage.js";
import type { StoredReport } from "../../report/stored-report.js";

export const isModule = (key: string): boolean => /\.[cm]?[jt]sx?$/.test(key);

/** The source files of the functions that ran, by the stems of their names. */
export function sourcesOf(...reports: readonly StoredReport[]): ReadonlyMap<string, string> {
  const functions = reports.flatMap(({ provenance }) =>
    Object.values(provenance).flatMap((record) => record.functions),
  );
  const modules = new Set(functions.map((full) => splitFunction(full).module));
  const sources = new Map([...modules].map((module) => [moduleStem(module), module]));
  // If none of a module's functions ran, its source is assumed to lie where those of other modules do.
  const sourceModule = [...modules].find((module) => /^src\/.*\.ts$/.test(module));
  const built = reports.flatMap(({ inputs }) => Object.keys(inputs).filter(isModule));
  for (const module of built) {
    const stem = moduleStem(module);
    if (sourceModule !== undefined && /(?:^|\/)dist\/.*\.js$/.test(module) && !sources.has(stem))
      sources.set(stem, `src/${stem}.ts`);
  }
  return sources;
}
