import tseslint from "typescript-eslint";
import importX from "eslint-plugin-import-x";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import prettier from "eslint-config-prettier";
import { lookups } from "./eslint.lookups.js";
import { notebookProcessor, oneStep } from "./eslint.notebooks.js";
import { words } from "./src/collaboration/eslint.words.js";

/** The packages, and the entries of another package that each may import, by name (`briefing/analysis`). */
const packages = {
  briefing: [],
  collaboration: ["briefing/index.ts", "briefing/analysis.ts", "briefing/tables.ts"],
  papers: ["briefing/commands.ts", "briefing/table-files.ts"],
};
/** The layers of `briefing` that each layer may import, besides itself. Its entries may import all of them. */
const layers = {
  lib: [],
  model: ["lib"],
  authoring: ["lib", "model", "tables.ts"],
  // Of tables, only what the type checker names: engine/compile/described-tables.ts.
  engine: ["lib", "model", "authoring/load"],
  rows: [],
  // tools/package uses what it has compiled.
  tools: ["lib", "model", "authoring/load", "engine", "dist"],
  cli: ["lib", "model", "authoring/load", "engine", "tools"],
};
/** The same of `briefing-papers`. */
const insidePapers = {
  openalex: [],
  works: [],
  refresh: ["openalex"],
  cli: ["openalex", "works", "refresh"],
};
/** The same of folders inside the engine; `build` may import all of them. */
const insideEngine = {
  client: [],
  compile: ["store"],
  diff: ["notebook", "render", "report"],
  execute: ["client", "compile", "notebook", "store"],
  kernel: ["client", "compile", "margin", "store"],
  margin: ["compile"],
  notebook: ["client", "compile"],
  project: [],
  render: ["notebook", "report"],
  report: ["compile", "execute", "notebook", "project"],
  store: [],
};
const restrictionsOf = (root, folders) =>
  Object.entries(folders).map(([folder, allowed]) => ({
    target: `${root}/${folder}`,
    from: root,
    except: [folder, ...allowed].map((name) => `./${name}`),
    message: `${root}/${folder} may import only: ${allowed.join(", ") || "nothing"} (docs/explanation/architecture.md).`,
  }));
const zones = [
  ...restrictionsOf("./src", packages),
  ...restrictionsOf("./src/briefing", layers),
  ...restrictionsOf("./src/briefing/engine", insideEngine),
  ...restrictionsOf("./src/papers", insidePapers),
];

/** One owner per outside thing: package → the folders that may import it. */
const owners = {
  zeromq: ["briefing/engine/client", "briefing/engine/kernel"],
  "playwright-core": ["briefing/engine/render", "briefing/tools/check"],
  xlsx: ["briefing/tools/data"],
  vega: ["briefing/engine/render"],
  "vega-lite": ["briefing/engine/render"],
  "@duckdb/node-api": ["briefing/authoring/sql", "papers/works"],
  "@grpc/grpc-js": ["papers/works/spark"],
  protobufjs: ["papers/works/spark"],
  "apache-arrow": ["papers/works/spark"],
  tslab: ["briefing/engine/compile", "briefing/engine/kernel", "briefing/authoring/show"],
};
const ownerFolders = [...new Set(Object.values(owners).flat())];
/** ESLint takes the last entry that sets a rule: each file stands in one entry, with all that it may not import. */
const foreignTo = (folder) => Object.entries(owners).filter(([, folders]) => !folders.includes(folder));
const wall = (files, ignores, foreign) => ({
  files,
  ignores,
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      {
        patterns: foreign.map(([name, folders]) => ({
          group: [name, `${name}/*`],
          message: `${name} belongs to ${folders.join(", ")}.`,
        })),
      },
    ],
  },
});
const ownership = [
  wall(
    ["src/**/*.ts"],
    ownerFolders.map((folder) => `src/${folder}/**`),
    foreignTo(undefined),
  ),
  ...ownerFolders.map((folder) => wall([`src/${folder}/**/*.ts`], [], foreignTo(folder))),
];

const plainStatements = [
  ...[
    "ObjectExpression > SpreadElement > ObjectExpression",
    ":matches(ArrayExpression, CallExpression, NewExpression) > SpreadElement > ArrayExpression",
  ].map((selector) => ({
    selector,
    message: "A spread of a literal only saves a line: write its content in its place.",
  })),
  {
    selector: "VariableDeclarator[id.type='ArrayPattern'] > ArrayExpression.init:not(:has(> SpreadElement))",
    message: "One name per declaration.",
  },
];

export default tseslint.config(
  {
    ignores: [
      "src/*/dist/",
      "output/",
      "node_modules/",
      "notebooks/*.md",
      "notebooks/*.ts",
      "test/fixtures/",
      "test/golden/",
      "coverage/",
      "src/briefing/tools/lab/assets/",
      "src/briefing/tools/scaffold/template/notebooks/*.ts",
      "test/conformance/",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ["eslint.config.js", "eslint.lookups.js", "src/briefing/bin/briefing.js"],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver({ project: "./tsconfig.json" })] },
    rules: {
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": ["error", { zones, basePath: import.meta.dirname }],
      "import-x/no-default-export": "error",
      "max-lines": ["error", { max: 300 }],
      "no-console": "error",
      "no-restricted-syntax": ["error", ...plainStatements],
      "no-restricted-globals": [
        "error",
        { name: "Intl", message: "Formatting must not follow the ICU of the Node at hand: d3-format." },
      ],
      "no-restricted-properties": [
        "error",
        { property: "toLocaleString", message: "Use d3-format with the fixed locale." },
        { property: "toLocaleDateString", message: "Use d3-time-format with the fixed locale." },
        { property: "localeCompare", message: "Compare code units: the order must be the same everywhere." },
        { object: "Math", property: "random", message: "Randomness is passed in." },
        {
          object: "process",
          property: "exit",
          message: "Only the command line ends the process; set process.exitCode.",
        },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": "error",
    },
  },
  ...ownership,
  {
    files: ["src/**/*.ts"],
    // Where the rule sees nothing any more, its exceptions say so.
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { local: { rules: { lookups } } },
    rules: { "local/lookups": "error" },
  },
  {
    files: ["src/collaboration/**/*.ts"],
    plugins: { briefing: { rules: { words } } },
    // Names that data/ and the published data of figures use.
    rules: {
      "briefing/words": [
        "error",
        ["joint papers", "observed over expected", "with China", "share of the first", "share of the second"],
      ],
    },
  },
  {
    files: ["src/*/cli/**", "src/briefing/engine/kernel/**", "test/**"],
    rules: { "no-console": "off", "no-restricted-properties": "off" },
  },
  // Drivers and build scripts: their types are checked (tsconfig.drivers.json), with what JSON holds left untyped.
  {
    files: ["**/*.mjs"],
    languageOptions: { parserOptions: { projectService: false, project: "./tsconfig.drivers.json" } },
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/restrict-template-expressions": "off",
      "@typescript-eslint/restrict-plus-operands": "off",
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-unnecessary-boolean-literal-compare": "off",
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-useless-default-assignment": "off",
      "no-console": "off",
    },
  },
  {
    files: ["*.config.*", "**/eslint.*.js"],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { "import-x/no-default-export": "off", "import-x/no-restricted-paths": "off" },
  },
  {
    files: ["**/*.ipynb", "docs/notebooks/*.md"],
    plugins: { notebook: { processors: { cells: notebookProcessor } } },
    processor: "notebook/cells",
  },
  {
    files: ["**/*.ipynb/*.ts", "docs/notebooks/*.md/*.ts"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false, project: null } },
    plugins: { cells: { rules: { oneStep } } },
    rules: {
      "cells/oneStep": "error",
      "no-restricted-syntax": ["error", ...plainStatements],
      // What these rules read is in other cells, in prose, or in the types.
      "@typescript-eslint/no-unused-vars": "off",
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-restricted-imports": "off",
      "@typescript-eslint/no-inferrable-types": "off",
      "prefer-const": "off",
      "local/lookups": "off",
      "import-x/no-cycle": "off",
      "import-x/no-restricted-paths": "off",
    },
  },
  // Generated from data/datapackage.json; a test keeps it current.
  { files: ["src/collaboration/rows.ts"], rules: { "max-lines": "off" } },
  prettier,
);
