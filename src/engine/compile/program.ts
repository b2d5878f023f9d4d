/**
 * The TypeScript program behind the cells of one folder: a cell's file, whose names are looked up further in the file
 * of earlier declarations, and whatever they import. Each update keeps all that has not changed.
 */
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import type ts from "@tslab/typescript-for-tslab";
import { globalDeclarations, globalsFile } from "./globals.js";
import { descriptorOf, isRowTypes, withProjectRows } from "./project-rows.js";
import { createResolver, type ImportTarget } from "./resolution.js";
import type { BoundSourceFile, TypeScript } from "./typescript.js";

export interface Snapshot {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly cell: BoundSourceFile;
  readonly declarations: BoundSourceFile;
}

export interface CellProgram {
  readonly folder: string;
  readonly options: ts.CompilerOptions;
  update(declarations: string, source: string): Snapshot;
  importsOf(file: string): ReadonlyMap<string, ImportTarget>;
  /** Whether the file belongs to TypeScript itself, so that TypeScript's version stands for it. */
  isLibrary(file: string): boolean;
}

interface CachedFile {
  readonly stamp: string;
  readonly file: ts.SourceFile | undefined;
}

function stampOfPart(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.size} ${stats.mtimeMs}` : "none";
}

/** As tslab has it (not strict), in the words of tsconfig.json: both compilers that check cells take them. */
export const tslabOptions = {
  target: "es2022",
  lib: ["es2022"],
  strict: false,
  esModuleInterop: true,
  resolveJsonModule: true,
  allowJs: true,
  checkJs: true,
  allowImportingTsExtensions: true,
  experimentalDecorators: true,
  jsx: "react",
  skipLibCheck: true,
};

/** With modules as tslab has them, so that what passes here passes in a plain tslab too. */
function compilerOptions(ts: TypeScript, folder: string): ts.CompilerOptions {
  return {
    ...ts.convertCompilerOptionsFromJson(tslabOptions, folder).options,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    declaration: true,
    newLine: ts.NewLineKind.LineFeed,
    types: ["node"],
    outDir: `${folder}/__out__`,
  };
}

/** tslab types `display.raw` for strings and bytes only, although a JSON MIME type needs the object itself. */
const TYPED_FOR_STRINGS = "raw(contentType: string, b: string | Uint8Array): any;";

export function withRawObjects(file: string, text: string): string {
  if (!file.endsWith("/tslab/dist/public.d.ts")) return text;
  return text.replace(TYPED_FOR_STRINGS, "raw(contentType: string, b: string | Uint8Array | object): any;");
}

export function createCellProgram(ts: TypeScript, folder: string): CellProgram {
  const options = compilerOptions(ts, folder);
  const cellPath = `${folder}/__cell__.ts`;
  const declarationsPath = `${folder}/__earlier__.d.ts`;
  const globalsPath = `${folder}/${globalsFile}`;
  const globals = ts.createSourceFile(globalsPath, globalDeclarations, ts.ScriptTarget.ES2022);
  const library = path.posix.dirname(ts.sys.getExecutingFilePath());
  const isLibrary = (file: string): boolean => file.startsWith(`${library}/`);
  const roots = [globalsPath, declarationsPath, cellPath];
  const files = new Map<string, CachedFile>();
  let cell: BoundSourceFile;
  let declarations: BoundSourceFile;
  let previous: ts.Program | undefined;

  const readFile = (file: string): string | undefined => {
    const text = ts.sys.readFile(file);
    if (text === undefined) return undefined;
    return withProjectRows(file, withRawObjects(file, text), descriptorOf(folder, existsSync));
  };
  const stampOf = (file: string): string => {
    if (isLibrary(file)) return "library";
    const parts = [file, isRowTypes(file) ? descriptorOf(folder, existsSync) : undefined];
    return parts.map((part) => (part === undefined ? "none" : stampOfPart(part))).join(" ");
  };
  const getSourceFile: ts.CompilerHost["getSourceFile"] = (file, version) => {
    if (file === cellPath) return cell;
    if (file === declarationsPath) return declarations;
    if (file === globalsPath) return globals;
    const cached = files.get(file);
    const stamp = stampOf(file);
    if (cached?.stamp === stamp) return cached.file;
    const text = readFile(file);
    const parsed = text === undefined ? undefined : ts.createSourceFile(file, text, version);
    files.set(file, { stamp, file: parsed });
    return parsed;
  };

  const resolver = createResolver(ts, folder, options, {
    fileExists: (file) => ts.sys.fileExists(file),
    readFile,
    directoryExists: (directory) => ts.sys.directoryExists(directory),
    getDirectories: (directory) => ts.sys.getDirectories(directory),
    getCurrentDirectory: () => folder,
    realpath: (file) => ts.sys.realpath?.(file) ?? file,
  });

  const host: ts.CompilerHost & { hasInvalidatedResolutions(file: string): boolean } = {
    getSourceFile,
    readFile,
    fileExists: (file) => roots.includes(file) || ts.sys.fileExists(file),
    directoryExists: (directory) => ts.sys.directoryExists(directory),
    getDirectories: (directory) => ts.sys.getDirectories(directory),
    realpath: (file) => ts.sys.realpath?.(file) ?? file,
    getDefaultLibFileName: () => `${library}/lib.d.ts`,
    getDefaultLibLocation: () => library,
    getCurrentDirectory: () => folder,
    getCanonicalFileName: (file) => file,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => undefined,
    resolveModuleNameLiterals: (literals, importer) =>
      resolver.resolveModules(
        literals.map((literal) => literal.text),
        importer,
      ),
    resolveTypeReferenceDirectiveReferences: (references, importer) =>
      references.map((reference) =>
        resolver.resolveTypes(typeof reference === "string" ? reference : reference.fileName, importer),
      ),
    // A person edits and adds modules beside the notebook while the kernel runs; packages stay as they are.
    hasInvalidatedResolutions: (file) => !file.includes("/node_modules/") && !isLibrary(file),
  };

  return {
    folder,
    options,
    isLibrary,
    importsOf: (file) => resolver.importsOf(file),
    update(declarationsText, source) {
      const parse = (file: string, text: string): BoundSourceFile =>
        ts.createSourceFile(file, text, ts.ScriptTarget.ES2022) as BoundSourceFile;
      declarations = parse(declarationsPath, `${declarationsText}\nexport {};\n`);
      cell = parse(cellPath, source);
      cell.parent = declarations;
      const program = ts.createProgram({
        rootNames: roots,
        options,
        host,
        ...(previous && { oldProgram: previous }),
      });
      previous = program;
      return { program, checker: program.getTypeChecker(), cell, declarations };
    },
  };
}
