/** TypeScript → JavaScript by removing the types, one file at a time without reading others. */
import { createRequire } from "node:module";
import type * as Parser from "oxc-parser";
import type * as Transform from "oxc-transform";
import type TypeScript from "@tslab/typescript-for-tslab";
import remapping, { type EncodedSourceMap, type SourceMapInput } from "@jridgewell/remapping";
import type MagicString from "magic-string";
import type { Parsed } from "../count-calls.js";

const own = createRequire(import.meta.url);

/** Loaded on first use or on request: it takes 20 ms, which a command that executes nothing can save. */
let loaded: { readonly parser: typeof Parser; readonly transform: typeof Transform } | undefined;
const oxc = () =>
  (loaded ??= {
    parser: own("oxc-parser") as typeof Parser,
    transform: own("oxc-transform") as typeof Transform,
  });

export const loadTransformer = (): void => void oxc();

/** Helpers are properties of a global object; the package declares its modes as a `const enum`, which has no values. */
const external = "External" as unknown as Transform.HelperMode;

/** Throws a SyntaxError. */
export function parse(file: string, text: string): Parser.ParseResult {
  const result = parseAnyway(file, text);
  const [error] = result.errors;
  if (error !== undefined) throw new SyntaxError(error.message);
  return result;
}

/** Returns errors with the tree instead of throwing. */
export const parseAnyway = (file: string, text: string): Parser.ParseResult =>
  oxc().parser.parseSync(file, text, { sourceType: "module" });

/** As a script or a module; undefined if it is neither. */
export function parseLoaded(text: string, language: "js" | "ts"): Parsed | undefined {
  const result = oxc().parser.parseSync(`loaded.${language}`, text, { sourceType: "unambiguous" });
  return result.errors.length === 0 ? result : undefined;
}

export interface JavaScript {
  /** The TypeScript. */
  readonly source: Parser.Program;
  readonly text: string;
  /** Of `text`. */
  readonly parsed: Parsed;
  /** Maps `text` to the TypeScript it was made from. */
  readonly map: SourceMapInput;
  /** For each import declaration: whether it names nothing because only types were imported. */
  readonly onlyTypes: readonly boolean[];
}

/**
 * The extension of `file` decides whether the text is TypeScript and whether it has JSX. Throws a SyntaxError. Imports
 * that are not marked as types are kept: only other files show which of them are types.
 */
export function toJavaScript(file: string, text: string): JavaScript {
  const source = parse(file, text).program;
  const { code, map } = withoutTypes(file, text);
  const onlyTypes = source.body.flatMap((statement) =>
    statement.type === "ImportDeclaration" && statement.importKind !== "type"
      ? [statement.specifiers.length > 0 && statement.specifiers.every(isType)]
      : [],
  );
  return { source, text: code, parsed: parse("emitted.js", code), map, onlyTypes };
}

const isType = (specifier: { readonly type: string; readonly importKind?: string | null }): boolean =>
  specifier.type === "ImportSpecifier" && specifier.importKind === "type";

function withoutTypes(file: string, text: string): { readonly code: string; readonly map: SourceMapInput } {
  const { code, map, errors } = oxc().transform.transformSync(file, text, {
    sourcemap: true,
    sourceType: "module",
    typescript: { onlyRemoveTypeImports: true },
    decorator: { legacy: true },
    jsx: { runtime: "classic" },
    helpers: { mode: external },
  });
  return errors.length === 0 && map !== undefined
    ? { code, map: map as SourceMapInput }
    : byTypeScript(file, text);
}

/** For code that oxc parses but cannot transform (rare; 0.5 s): a namespace that exports a variable, `export =`. */
function byTypeScript(file: string, text: string): { readonly code: string; readonly map: SourceMapInput } {
  const ts = own("@tslab/typescript-for-tslab") as typeof TypeScript;
  const { outputText, sourceMapText = "" } = ts.transpileModule(text, {
    fileName: file,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      experimentalDecorators: true,
      jsx: ts.JsxEmit.React,
      sourceMap: true,
    },
  });
  const code = outputText.replace(/\n\/\/# sourceMappingURL=[^\n]*\s*$/, "\n");
  return { code, map: JSON.parse(sourceMapText) as SourceMapInput };
}

/** Maps edited JavaScript to the TypeScript it was made from; made when called. It keeps no syntax trees in memory. */
export function lazyMap(code: MagicString, map: SourceMapInput): () => EncodedSourceMap {
  return () => {
    const edited = code.generateMap({ hires: "boundary" }).toString();
    return remapping([edited, map], () => null, { excludeContent: true }) as EncodedSourceMap;
  };
}
