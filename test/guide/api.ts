/** What notebooks import, as the docstrings of the sources say it: a table for each part. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What the package exports, and the checker that knows it. */
function entryOf() {
  const entry = path.join(root, "src/index.ts");
  const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    readonly config: { readonly compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const program = ts.createProgram([entry], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${entry} is no module.`);
  return { checker, exported: exportsOf(module, checker) };
}

export function apiMarkdown(): string {
  const { checker, exported } = entryOf();
  const parts = exported.filter(({ symbol }) => (symbol.flags & ts.SymbolFlags.ValueModule) !== 0);
  return [
    ...tableOf("Show, load, draw", exported, checker),
    ...parts.flatMap(({ name, symbol }) =>
      tableOf(`\`${name}\``, exportsOf(symbol, checker), checker, aboutModule(symbol)),
    ),
  ].join("\n\n");
}

/** What is called by which options, by the name of their type. */
const optionTypes: Readonly<Record<string, string>> = {
  "Every chart of plain rows": "ChartOptions",
  line: "LineOptions",
  area: "AreaOptions",
  bar: "BarOptions",
  scatter: "ScatterOptions",
  histogram: "HistogramOptions",
  heat: "HeatOptions",
  figure: "FigureText",
  table: "TableText",
  "A column of a table": "ColumnOptions",
};

export function optionsMarkdown(): string {
  const { checker, exported } = entryOf();
  const shared = new Set<string>();
  return Object.entries(optionTypes)
    .map(([title, type]) => {
      const found = exported.find(({ name }) => name === type);
      if (found === undefined) throw new Error(`${type} is not exported.`);
      const properties = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(found.symbol));
      const own = properties.filter(({ name }) => !shared.has(name));
      if (type === "ChartOptions") properties.forEach(({ name }) => shared.add(name));
      if (type === "TableText") shared.clear();
      const rows = own.map((one) => {
        const mark = (one.flags & ts.SymbolFlags.Optional) === 0 ? "" : "?";
        const words = ts.displayPartsToString(one.getDocumentationComment(checker));
        return `| \`${one.name}${mark}\` | ${words.replace(/\s+/g, " ").replaceAll("|", "\\|")} |`;
      });
      const name = title.includes(" ") ? title : `\`${title}\``;
      return [`### ${name}`, ["| | |", "| --- | --- |", ...rows].join("\n")].join("\n\n");
    })
    .join("\n\n");
}

interface Exported {
  readonly name: string;
  readonly symbol: ts.Symbol;
}

function exportsOf(module: ts.Symbol, checker: ts.TypeChecker): readonly Exported[] {
  return checker
    .getExportsOfModule(module)
    .map((symbol) => ({
      name: symbol.name,
      symbol: (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

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

/** The comment at the head of a module. */
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
