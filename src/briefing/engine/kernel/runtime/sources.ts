/** Maps positions in scripts to positions in the user's source. */
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { TraceMap, originalPositionFor, type EncodedSourceMap } from "@jridgewell/trace-mapping";
import type MagicString from "magic-string";
import { packageOfLibrary } from "./library.js";
import { PACKAGE_FOLDER } from "../../store/installation.js";
import { unobserved } from "./trace/file-system.js";
import { foldersUpwards } from "../../../lib/folders-upwards.js";
import { memoized, once } from "../../../lib/once.js";
import { own } from "../../../lib/own.js";

/** A position in a cell, an expression or a project file; lines and columns count from 1. */
export interface Place {
  /** `cell 3`, `expression peak`, or a path relative to the kernel's folder. */
  readonly where: string;
  readonly line: number;
  readonly column: number;
  readonly text: () => string | undefined;
}

interface Script {
  readonly folder: string;
  readonly map: () => TraceMap | undefined;
  readonly place: (source: string | null, line: number, column: number) => Place | undefined;
}

/** Generated scripts start with one line added by the kernel. */
const prefixLines = 1;

/** Folders of the kernel's own code; notebooks may import the rest of the package. */
const ownFolders = ["bundled", "engine/kernel", "engine/compile", "engine/client", "engine/store"].map(
  (folder) => path.join(PACKAGE_FOLDER, "dist", folder) + path.sep,
);
export const isKernel = (file: string): boolean => ownFolders.some((folder) => file.startsWith(folder));
const library = path.join(PACKAGE_FOLDER, "dist") + path.sep;

function readText(file: string): string | undefined {
  try {
    return unobserved.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function readMap(file: string): { map: TraceMap; folder: string } | undefined {
  const text = readText(file);
  const url = text === undefined ? undefined : /\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(text)?.[1];
  if (url === undefined) return undefined;
  try {
    const inline = /^data:application\/json[^,]*?(;base64)?,(.*)$/.exec(url);
    if (inline) {
      const json = Buffer.from(inline[2] ?? "", inline[1] ? "base64" : "utf8").toString("utf8");
      return { map: new TraceMap(inline[1] ? json : decodeURIComponent(json)), folder: path.dirname(file) };
    }
    const mapFile = path.resolve(path.dirname(file), decodeURIComponent(url));
    const json = readText(mapFile);
    return json === undefined ? undefined : { map: new TraceMap(json), folder: path.dirname(mapFile) };
  } catch {
    return undefined;
  }
}

export class Sources {
  readonly #folder: string;
  readonly #scripts = new Map<string, Script>();
  readonly #texts = new Map<string, string | undefined>();
  /** Maps the running code to the loaded code. */
  readonly #edits = new Map<string, () => TraceMap>();
  #count = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Whether the code is from a package: installed, this one, or one linked from a repository other than the notebook's. */
  #isForeign(file: string): boolean {
    if (file.includes(`${path.sep}node_modules${path.sep}`) || file.startsWith(library)) return true;
    const owner = packageOfLibrary(file);
    return owner !== undefined && !this.#folder.startsWith(repositoryOf(owner) + path.sep);
  }

  addCell(label: string, text: string, map: () => EncodedSourceMap): string {
    return this.#add(map, (_source, line, column) => ({ where: label, line, column, text: () => text }));
  }

  /** `lines`: key → line of the map's source where the expression starts. */
  addExpressions(
    expressions: Readonly<Record<string, string>>,
    lines: ReadonlyMap<string, number>,
    map: () => EncodedSourceMap,
  ): string {
    const starts = [...lines].sort((a, b) => b[1] - a[1]);
    return this.#add(map, (_source, line, column) => {
      const [key, start] = starts.find(([, first]) => first <= line) ?? [];
      if (key === undefined || start === undefined) return undefined;
      return {
        where: `expression ${key}`,
        line: line - start + 1,
        column,
        text: () => own(expressions, key),
      };
    });
  }

  addModule(file: string, map: () => EncodedSourceMap): void {
    const folder = path.dirname(file);
    this.#texts.delete(file);
    this.#scripts.set(file, { folder, map: once(() => new TraceMap(map())), place: this.#filePlace(folder) });
  }

  /** Records edits that the kernel made to a file's code before it ran. */
  addEdits(file: string, edits: MagicString): void {
    const map = once(() => new TraceMap(edits.generateMap({ hires: "boundary" }) as EncodedSourceMap));
    this.#edits.set(file, map);
  }

  #add(map: () => EncodedSourceMap, place: Script["place"]): string {
    const name = `cell:${++this.#count}`;
    this.#scripts.set(name, { folder: this.#folder, map: once(() => new TraceMap(map())), place });
    return name;
  }

  readonly #filePlace =
    (folder: string): Script["place"] =>
    (source, line, column) => {
      if (source === null) return undefined;
      const file = absolute(folder, source);
      const text = (): string | undefined => this.#textOf(file);
      return { where: path.relative(this.#folder, file), line, column, text };
    };

  /** Cached until the module is reloaded: many stack frames point into the same file. */
  #textOf(file: string): string | undefined {
    if (!this.#texts.has(file)) this.#texts.set(file, readText(file));
    return this.#texts.get(file);
  }

  #scriptOf(file: string): Script {
    const known = this.#scripts.get(file);
    if (known) return known;
    const found = readMap(file);
    const folder = found?.folder ?? path.dirname(file);
    const script: Script = { folder, map: () => found?.map, place: this.#filePlace(folder) };
    this.#scripts.set(file, script);
    return script;
  }

  /** The position to show; undefined for code outside cells and the project. */
  place(script: string, line: number, column: number): Place | undefined {
    const file = script.startsWith("file:") ? fileURLToPath(script) : script;
    const isCell = file.startsWith("cell:");
    if (!isCell && (!path.isAbsolute(file) || this.#isForeign(file))) return undefined;
    const { map: mapOf, place } = this.#scriptOf(file);
    const map = mapOf();
    const edits = this.#edits.get(file)?.();
    const loaded = edits
      ? originalPositionFor(edits, { line, column: column - 1 })
      : { line, column: column - 1 };
    if (loaded.line === null) return undefined;
    if (map === undefined) return place(file, loaded.line, loaded.column + 1);
    const shift = file.startsWith("cell:") ? prefixLines : 0;
    if (line <= shift) return undefined;
    const original = originalPositionFor(map, { line: loaded.line - shift, column: loaded.column });
    if (original.line === null) return undefined;
    return atName(place(original.source, original.line, original.column + 1));
  }

  /** The source of a loaded file: `src/x.ts` for `dist/x.js`, if a source map says so. */
  readonly originalFile = memoized((file: string): string => {
    const { map, folder } = this.#scriptOf(file);
    const [source, ...others] = map()?.sources ?? [];
    if (source === undefined || source === null || others.length > 0) return file;
    const original = absolute(folder, source);
    return existsSync(original) ? original : file;
  });
}

/** The folder, at or above that of a package, that has installed packages. */
const repositoryOf = memoized(
  (folder: string): string =>
    foldersUpwards(folder).find((each) => existsSync(path.join(each, "node_modules"))) ?? folder,
);

/** V8 points at the parenthesis of a call to an imported name, which is emitted as `(0, x.name)(…)`; use the name. */
function atName(place: Place | undefined): Place | undefined {
  if (place === undefined) return undefined;
  const line = place.text()?.split(/\r\n|[\n\r\u2028\u2029]/)[place.line - 1];
  if (line?.[place.column - 1] !== "(") return place;
  const name = /[\w$.]*[\w$]$/.exec(line.slice(0, place.column - 1))?.[0] ?? "";
  return { ...place, column: place.column - name.length };
}

const absolute = (folder: string, source: string): string =>
  source.startsWith("file:") ? fileURLToPath(source) : path.resolve(folder, source);
