import tseslint from "typescript-eslint";
import importX from "eslint-plugin-import-x";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import prettier from "eslint-config-prettier";

/** Which rooms a room may import, besides itself; a room that is not named here may import nothing of src. */
const rooms = {
  lib: [],
  model: [],
  data: ["model"],
  analysis: ["model"],
  charts: ["model", "analysis", "data"],
  show: ["model"],
  pair: ["model", "data", "analysis"],
  claims: ["model", "data", "analysis", "pair", "show"],
  client: ["model"],
  notebook: ["model", "client"],
  compile: ["model"],
  kernel: ["model", "client", "compile"],
  project: ["model", "notebook"],
  execute: ["model", "client", "notebook", "compile", "project"],
  report: ["model", "notebook", "project", "data", "execute"],
  render: ["lib", "model", "notebook", "project", "report"],
  check: ["model", "notebook", "project", "data", "report", "render"],
  diff: ["model", "notebook", "project", "report", "render"],
  lab: ["lib", "model", "client", "notebook", "execute", "check", "render"],
  scaffold: ["model", "notebook", "data"],
  preview: ["model", "client", "diff", "render"],
  cli: [
    "lib",
    "model",
    "client",
    "notebook",
    "compile",
    "kernel",
    "execute",
    "project",
    "report",
    "render",
    "check",
    "diff",
    "data",
    "lab",
    "scaffold",
    "preview",
  ],
};
const names = Object.keys(rooms);
const zones = names.map((room) => ({
  target: `./src/${room}`,
  from: names
    .filter((other) => other !== room && !rooms[room].includes(other))
    .map((other) => `./src/${other}`),
  message: `src/${room} may import only: ${rooms[room].join(", ") || "nothing"} (CONTRIBUTING, the house).`,
}));

/** One owner per outside thing: package → the rooms that may import it. */
const owners = {
  zeromq: ["client", "kernel"],
  vega: ["render"],
  "vega-lite": ["render"],
  tslab: ["compile", "kernel", "show"],
};
const ownership = names.map((room) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      {
        patterns: Object.entries(owners)
          .filter(([, allowed]) => !allowed.includes(room))
          .map(([name, allowed]) => ({
            group: [name, `${name}/*`],
            message: `${name} belongs to ${allowed.join(", ")}.`,
          })),
      },
    ],
  },
}));

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "output/",
      "node_modules/",
      "notebooks/",
      "test/fixtures/",
      "test/golden/",
      "coverage/",
      "src/lab/assets/",
      "**/*.mjs",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["eslint.config.js"] },
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
    files: ["src/cli/**", "src/kernel/**", "test/**"],
    rules: { "no-console": "off", "no-restricted-properties": "off" },
  },
  {
    files: ["*.config.*", "eslint.config.js"],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { "import-x/no-default-export": "off", "import-x/no-restricted-paths": "off" },
  },
  // Generated from data/datapackage.json; a test keeps it current.
  { files: ["src/data/rows.ts"], rules: { "max-lines": "off" } },
  prettier,
);
