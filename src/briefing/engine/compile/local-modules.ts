/**
 * The files beside a notebook that its cells import, directly or not: their errors count as the cells', and TypeScript
 * must be notified when they change.
 */
import { readFileSync, statSync, existsSync } from "node:fs";
import path from "node:path";
import type { ParseResult } from "oxc-parser";
import { isInside } from "../../lib/file-inside.js";
import { parse } from "./emit/javascript.js";
import type { FileChange } from "./language-server.js";

export interface Import {
  readonly specifier: string;
  /** Offset of the literal, quotes included. */
  readonly start: number;
  readonly end: number;
}

interface LocalFile {
  readonly stamp: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const CREATED = 1;
const CHANGED = 2;
const DELETED = 3;

const isSource = (file: string): boolean => /(?<!\.d)\.[cm]?[jt]sx?$/.test(file);

export function importsIn({ module }: Pick<ParseResult, "module">, text: string): readonly Import[] {
  const named = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest),
    ...module.staticExports.flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest)),
  ].flatMap((each) => (each === null ? [] : [{ specifier: each.value, start: each.start, end: each.end }]));
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const specifier = /^(["'])(.*)\1$/.exec(text.slice(start, end))?.[2];
    return specifier === undefined ? [] : [{ specifier, start, end }];
  });
  return [...named, ...dynamic];
}

export class LocalModules {
  readonly #folder: string;
  readonly #known = new Map<string, LocalFile>();
  /** The state that TypeScript knows. */
  readonly #reported = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Every file that these imports of a file lead to, except installed packages, in order of path. */
  reachedFrom(importer: string, imports: readonly Import[]): readonly string[] {
    const found = new Set<string>();
    const visit = (from: string, each: readonly Import[]): void => {
      for (const { specifier } of each.filter((one) => isPath(one.specifier))) {
        const file = fileOf(from, specifier);
        if (file === undefined || found.has(file) || isInstalled(file)) continue;
        found.add(file);
        visit(file, this.read(file).imports);
      }
    };
    visit(importer, imports);
    return [...found].sort();
  }

  /** Whether errors of this file are reported. */
  isChecked(file: string): boolean {
    return isSource(file) && isInside(this.#folder, file);
  }

  /** Imports of TypeScript that is not compiled: Node requires JavaScript, and the kernel compiles only the folder. */
  outside(importer: string, imports: readonly Import[]): readonly Import[] {
    return imports.filter(({ specifier }) => {
      const file = isPath(specifier) ? fileOf(importer, specifier) : undefined;
      if (file === undefined || isInstalled(file)) return false;
      return isTypeScript(file) && !isInside(this.#folder, file);
    });
  }

  /** Changes of files since TypeScript was last notified. */
  changes(files: readonly string[]): readonly FileChange[] {
    return [...new Set([...this.#reported.keys(), ...files])].flatMap((file): readonly FileChange[] => {
      const before = this.#reported.get(file);
      const now = stampOf(file);
      if (now === before) return [];
      if (now === undefined) {
        this.#reported.delete(file);
        return [[file, DELETED]];
      }
      this.#reported.set(file, now);
      return [[file, before === undefined ? CREATED : CHANGED]];
    });
  }

  read(file: string): Pick<LocalFile, "text" | "imports"> {
    const stamp = stampOf(file) ?? "none";
    const known = this.#known.get(file);
    if (known?.stamp === stamp) return known;
    const text = contentOrEmpty(file);
    const read = { stamp, text, imports: importsOf(file, text) };
    this.#known.set(file, read);
    return read;
  }
}

function importsOf(file: string, text: string): readonly Import[] {
  if (isSource(file)) {
    try {
      return importsIn(parse(file, text), text);
    } catch {
      // TypeScript reports what is wrong with it.
      return [];
    }
  }
  if (!/\.d\.[cm]?ts$/.test(file)) return [];
  // Declarations also import types inside types.
  return [...text.matchAll(/(?:\bfrom|\bimport\()\s*["']([^"'\n]+)["']/g)].map(
    ({ 1: specifier = "", index }) => ({ specifier, start: index, end: index }),
  );
}

function stampOf(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats && `${stats.size} ${stats.mtimeMs} ${stats.ino}`;
}

function contentOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

export const isInstalled = (file: string): boolean => /[\\/]node_modules[\\/]/.test(file);
/** TypeScript that becomes JavaScript: no declarations. */
const isTypeScript = (file: string): boolean => /(?<!\.d)\.[cm]?tsx?$/.test(file);
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

/** The same for any file that TypeScript reads: declarations, JavaScript, JSON. */
function fileOf(importer: string, specifier: string): string | undefined {
  const file = path.resolve(path.dirname(importer), specifier);
  const declared = file.replace(/\.([cm]?)jsx?$/, ".d.$1ts");
  const ends = ["", ".d.ts", ".js", ".jsx", "/index.d.ts", "/index.js"];
  return (
    typeScriptFile(importer, specifier) ??
    [declared, ...ends.map((end) => file + end)].find(
      (place) => statSync(place, { throwIfNoEntry: false })?.isFile() === true,
    )
  );
}
