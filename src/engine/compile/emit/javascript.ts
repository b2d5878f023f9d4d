/** TypeScript → JavaScript by leaving out the types: one file at a time, nothing is looked up elsewhere. */
import { createRequire } from "node:module";
import type * as Parser from "oxc-parser";
import type * as Transform from "oxc-transform";
import type TypeScript from "@tslab/typescript-for-tslab";
import remapping, { type SourceMapInput } from "@jridgewell/remapping";
import type MagicString from "magic-string";
import type { SourceMap } from "../contract.js";
import type { Parsed } from "../count-calls.js";

const own = createRequire(import.meta.url);

/** Loaded on first use, or when asked to: 20 ms that a command which executes nothing need not pay. */
let loaded: { readonly parser: typeof Parser; readonly transform: typeof Transform } | undefined;
const oxc = () =>
  (loaded ??= {
    parser: own("oxc-parser") as typeof Parser,
    transform: own("oxc-transform") as typeof Transform,
  });

export function loadTransformer(): void {
  oxc();
}

/** Helpers are properties of a global object; the package declares its modes as a `const enum`, which has no values. */
const external = "External" as unknown as Transform.HelperMode;

/** Throws a SyntaxError. */
export function parse(file: string, text: string): Parser.ParseResult {
  const result = parseAnyway(file, text);
  refuseErrors(result.errors);
  return result;
}

/** With what is wrong with it, if anything. */
export const parseAnyway = (file: string, text: string): Parser.ParseResult =>
  oxc().parser.parseSync(file, text, { sourceType: "module" });

/** A script or a module; undefined if it is neither. */
export function parseLoaded(text: string, language: "js" | "ts"): Parsed | undefined {
  const result = oxc().parser.parseSync(`loaded.${language}`, text, { sourceType: "unambiguous" });
  return result.errors.length === 0 ? result : undefined;
}

function refuseErrors(errors: readonly { readonly message: string }[]): void {
  const [first] = errors;
  if (first !== undefined) throw new SyntaxError(first.message);
}

export interface JavaScript {
  /** The TypeScript. */
  readonly source: Parser.Program;
  readonly text: string;
  /** Of `text`. */
  readonly parsed: Parsed;
  /** From `text` to the TypeScript it was made of. */
  readonly map: SourceMapInput;
  /** Of each import declaration: whether it names nothing because the person named nothing but types. */
  readonly onlyTypes: readonly boolean[];
}

/**
 * Decides by the extension of `file` whether the text is TypeScript, and whether it has JSX. Throws a SyntaxError.
 * Imports that are not marked as types stay: which of them are types, only other files say.
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

/** What parses but oxc does not transform: a namespace that exports a variable, `export =`. Half a second, and rare. */
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

/** From edited JavaScript to the TypeScript that it was made of. */
export function composedMap(code: MagicString, { map }: Pick<JavaScript, "map">): SourceMap {
  const edited = code.generateMap({ hires: "boundary" });
  const { mappings, names, sources } = remapping([edited.toString(), map], () => null);
  return {
    version: 3,
    mappings: typeof mappings === "string" ? mappings : "",
    names,
    sources: sources.map((source) => source ?? ""),
  };
}
