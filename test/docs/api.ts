/** Reference tables generated from the docstrings of what notebooks import. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What notebooks import: the exports of both packages, with their type checker. */
const entryOf = () => (known ??= readEntry());
let known: ReturnType<typeof readEntry> | undefined;

function readEntry() {
  const entries = ["briefing", "collaboration"].map((name) => path.join(root, `src/${name}/index.ts`));
  const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    readonly config: { readonly compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const program = ts.createProgram(entries, options);
  const checker = program.getTypeChecker();
  const [module, collaboration] = entries.map((entry) => {
    const source = program.getSourceFile(entry);
    return source && checker.getSymbolAtLocation(source);
  });
  if (module === undefined || collaboration === undefined)
    throw new Error(`${entries.join(" or ")} is no module.`);
  const exported = exportsOf(module, checker);
  return { checker, module, exported, ofCollaboration: exportsOf(collaboration, checker) };
}

export function apiMarkdown(): string {
  const { checker, exported, ofCollaboration } = entryOf();
  const partsOf = (all: readonly Exported[]) =>
    all
      .filter(isNamespace)
      .flatMap(({ name, symbol }) =>
        tableOf(`\`${name}\``, exportsOf(symbol, checker), checker, aboutModule(symbol)),
      );
  return [
    ...tableOf("Show, load, draw", exported, checker),
    ...partsOf(exported),
    "# briefing-collaboration",
    "Research collaboration of two economies, in a package of its own.",
    ...partsOf(ofCollaboration),
  ].join("\n\n");
}

const isNamespace = ({ symbol }: Exported): boolean => (symbol.flags & ts.SymbolFlags.ValueModule) !== 0;

/** The names that a notebook may import from `briefing`: types and values, members of namespaces after a dot. */
export function publicNames(): readonly string[] {
  const { checker, exported } = entryOf();
  return exported.flatMap((each) => [
    each.name,
    ...(isNamespace(each) ? exportsOf(each.symbol, checker).map(({ name }) => `${each.name}.${name}`) : []),
  ]);
}

/** The type with the options that charts of plain rows share. */
const sharedOptions = "ChartOptions";

/** The options of what a cell shows. */
const shownOptions: Readonly<Record<string, string>> = {
  figure: "FigureText",
  table: "TableText",
  "A column of a table": "ColumnOptions",
  claim: "ClaimOptions",
};

export const chartsMarkdown = (): string => optionsMarkdown(chartOptions());

/** The types of the options of each exported chart, and of its rows if they have a type of their own. */
function chartOptions(): Readonly<Record<string, string>> {
  const { checker, module } = entryOf();
  const types: Record<string, string> = { "Every chart of plain rows": sharedOptions };
  for (const { name, symbol } of exportedBy(module, checker)) {
    const options = optionsOfChart(symbol, checker);
    if (options === undefined) continue;
    types[name] = nameOf(options);
    const rows = options.getProperty("rows");
    const row = rows && checker.getIndexTypeOfType(checker.getTypeOfSymbol(rows), ts.IndexKind.Number);
    if (row !== undefined) types[`A row of ${name}`] = nameOf(row);
  }
  return types;
}

/** The type of the last parameter, if it is a chart: a function of src/authoring/charts. */
function optionsOfChart(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Type | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration?.getSourceFile().fileName.includes("/authoring/charts/") !== true) return undefined;
  const [signature] = checker.getTypeOfSymbolAtLocation(symbol, declaration).getCallSignatures();
  const options = signature?.parameters.at(-1);
  if (options === undefined) return undefined;
  return checker.getNonNullableType(checker.getTypeOfSymbol(options));
}

const nameOf = (type: ts.Type): string => (type.aliasSymbol ?? type.symbol).name;

export function shownMarkdown(): string {
  const { checker, exported } = entryOf();
  const fmt = exported.find(({ name }) => name === "fmt");
  const number = fmt && exportsOf(fmt.symbol, checker).find(({ name }) => name === "number")?.symbol;
  const options = number && checker.getTypeOfSymbol(number).getCallSignatures()[0]?.parameters[1];
  if (options === undefined) throw new Error("fmt.number takes no options.");
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(options));
  return [optionsMarkdown(shownOptions), "### `fmt`", tableOfProperties(type.getProperties(), checker)].join(
    "\n\n",
  );
}

function optionsMarkdown(types: Readonly<Record<string, string>>): string {
  const { checker, exported } = entryOf();
  const typeNamed = (type: string): ts.Symbol => {
    const found = exported.find(({ name }) => name === type);
    if (found === undefined) throw new Error(`${type} is not exported.`);
    return found.symbol;
  };
  const shared = new Set(typeNamed(sharedOptions).declarations);
  /** Options that charts share are described once. */
  const isShared = ({ declarations = [] }: ts.Symbol) =>
    declarations.some(({ parent }) => shared.has(parent as ts.Declaration));
  return Object.entries(types)
    .map(([title, type]) => {
      const all = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(typeNamed(type)));
      const own = type === sharedOptions ? all : all.filter((property) => !isShared(property));
      const heading = title.includes(" ") ? title : `\`${title}\``;
      return `### ${heading}\n\n${tableOfProperties(own, checker)}`;
    })
    .join("\n\n");
}

function tableOfProperties(properties: readonly ts.Symbol[], checker: ts.TypeChecker): string {
  const rows = properties.map((one) => {
    const mark = (one.flags & ts.SymbolFlags.Optional) === 0 ? "" : "?";
    const words = ts.displayPartsToString(one.getDocumentationComment(checker));
    const declared = one.valueDeclaration;
    const type = declared && ts.isPropertySignature(declared) ? (declared.type?.getText() ?? "") : "";
    const cells = [`${one.name}${mark}`, type.replace(/readonly |\s+(?=\s)/g, "")];
    return `| ${cells.map((code) => `\`${code.replaceAll("|", "\\|")}\``).join(" | ")} | ${words.replace(/\s+/g, " ").replaceAll("|", "\\|")} |`;
  });
  return ["| option | type | |", "| --- | --- | --- |", ...rows].join("\n");
}

interface Exported {
  readonly name: string;
  readonly symbol: ts.Symbol;
}

/** In alphabetical order. */
const exportsOf = (module: ts.Symbol, checker: ts.TypeChecker): readonly Exported[] =>
  [...exportedBy(module, checker)].sort((a, b) => (a.name < b.name ? -1 : 1));

/** In the order of the module. */
const exportedBy = (module: ts.Symbol, checker: ts.TypeChecker): readonly Exported[] =>
  checker.getExportsOfModule(module).map((symbol) => ({
    name: symbol.name,
    symbol: (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol),
  }));

function tableOf(
  title: string,
  exported: readonly Exported[],
  checker: ts.TypeChecker,
  about?: string,
): readonly string[] {
  const rows = exported.flatMap(({ name, symbol }) => {
    const declaration = symbol.valueDeclaration;
    if (declaration === undefined || (symbol.flags & ts.SymbolFlags.ValueModule) !== 0) return [];
    const [signature] = checker.getTypeOfSymbolAtLocation(symbol, declaration).getCallSignatures();
    const names = signature?.parameters.map((one) => (one.name.startsWith("__") ? "options" : one.name));
    const call = names === undefined ? name : `${name}(${names.join(", ")})`;
    const words = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    return [`| \`${call}\` | ${firstSentence(words)} |`];
  });
  if (rows.length === 0) return [];
  return [
    `### ${title}`,
    ...(about === undefined ? [] : [about]),
    ["| | |", "| --- | --- |", ...rows].join("\n"),
  ];
}

/** The comment at the top of a module. */
function aboutModule(symbol: ts.Symbol): string | undefined {
  const file = symbol.declarations?.find(ts.isSourceFile);
  const comment = /^\/\*\*([\s\S]*?)\*\/\s*(?:import|export)/.exec(file?.text ?? "")?.[1];
  return comment === undefined ? undefined : firstSentence(comment.replace(/^\s*\* ?/gm, " "));
}

const firstSentence = (text: string): string =>
  (/^[\s\S]*?[.:;?!](?=\s|$)/.exec(text.trim())?.[0] ?? text)
    .replace(/\s+/g, " ")
    .replace(/[:;]$/, ".")
    .replaceAll("|", "\\|")
    .trim();
