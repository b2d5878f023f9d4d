/** Which file an import of a path is, in TypeScript's order. */
import { existsSync, statSync } from "node:fs";
import path from "node:path";

export const isInstalled = (file: string): boolean => /[\\/]node_modules[\\/]/.test(file);
/** TypeScript that becomes JavaScript: no declarations. */
export const isTypeScript = (file: string): boolean => /(?<!\.d)\.[cm]?tsx?$/.test(file);
export const isPath = (specifier: string): boolean => /^(?:\.{0,2}\/|\.{1,2}$)/.test(specifier);

/** `./pairs`, `./pairs.js` or `./pairs/` may be the module `pairs.ts` or `pairs/index.ts`; undefined if it is not. */
export function typeScriptFile(importer: string, specifier: string): string | undefined {
  const file = path.resolve(path.dirname(importer), specifier);
  if (specifier.endsWith("/") || /\.(?:json|node|[cm]?tsx?)$/.test(file)) return undefined;
  const found = placesOf(file).find((place) => existsSync(place));
  if (found !== undefined || path.extname(file) !== "" || existsSync(`${file}.js`)) return found;
  return [path.join(file, "index.ts"), path.join(file, "index.tsx")].find((place) => existsSync(place));
}

function placesOf(file: string): readonly string[] {
  const [, name = file, kind, x = ""] = /^(.*)\.([cm]?)js(x?)$/.exec(file) ?? [];
  if (kind === undefined) return [`${file}.ts`, `${file}.tsx`];
  return kind === "" ? [`${name}.ts${x}`, `${name}.tsx`] : [`${name}.${kind}ts`];
}

/** The same of any file that TypeScript reads: declarations, JavaScript, JSON. */
export function fileOf(importer: string, specifier: string): string | undefined {
  const file = path.resolve(path.dirname(importer), specifier);
  const declared = file.replace(/\.([cm]?)jsx?$/, ".d.$1ts");
  const places = [
    file,
    declared,
    ...[".d.ts", ".js", ".jsx", "/index.d.ts", "/index.js"].map((end) => file + end),
  ];
  return (
    typeScriptFile(importer, specifier) ??
    [declared, ...places].find((place) => statSync(place, { throwIfNoEntry: false })?.isFile() === true)
  );
}
