/** What people type who know IPython: TypeScript's own errors would not say what to write instead. */
import type { Diagnostic } from "./contract.js";

const magics: ReadonlyMap<string, string> = new Map([
  ["time", 'console.time("cell"); …; console.timeEnd("cell");'],
  ["timeit", 'console.time("cell"); …; console.timeEnd("cell");'],
  ["pwd", "process.cwd()"],
  ["cd", 'process.chdir("FOLDER");'],
  ["env", "process.env.NAME"],
  ["run", 'import { name } from "./FILE";'],
  ["load", 'import { name } from "./FILE";'],
  ["matplotlib", "figure({ … }), imported from decoupling-briefing"],
]);

const installers = new Set(["pip", "pip3", "conda", "mamba", "npm", "yarn", "pnpm"]);
const install = "Packages are installed in a terminal: npm install NAME.";

/** Programs whose name alone could also be a name of TypeScript: `!ls`. */
const programs = new Set(
  "ls cat head tail wc pwd cd mkdir rm cp mv curl wget git python python3 node echo grep find which df du date".split(
    " ",
  ),
);

function adviceOn(line: string): string | undefined {
  const text = line.trim();
  const magic = /^%%?([a-z_]\w*)/i.exec(text);
  if (magic) {
    const [written, name = ""] = magic;
    const instead = magics.get(name);
    if (installers.has(name)) return `${written} is a command of IPython. ${install}`;
    return instead === undefined
      ? `${written} is a command of IPython; a cell of this notebook holds TypeScript only.`
      : `${written} is a command of IPython. In TypeScript, write: ${instead}`;
  }
  const shell = /^!!?\s?(([a-z][\w.-]*)(?=$| [\w./"'*~$-]).*)$/i.exec(text);
  if (shell) {
    const [, command = "", program = ""] = shell;
    if (installers.has(program)) return `!${program} is a command of IPython. ${install}`;
    if (programs.has(program) || command !== program)
      return `!${program} is a command of IPython. In TypeScript, write: import { execSync } from "node:child_process"; console.log(execSync(${JSON.stringify(command)}, { encoding: "utf8" }));`;
  }
  const help = /^\?{1,2}([\w$.]+)$|^([\w$.]+)\?{1,2}$/.exec(text);
  const name = help?.[1] ?? help?.[2];
  if (name !== undefined)
    return `${text} asks IPython for help. Here, put the cursor on ${name} and press Shift-Tab.`;
  return undefined;
}

/** TypeScript's codes below are about syntax. */
const semanticCodes = 2000;

/** One error that says what to write instead, where the first one stems from such a habit; otherwise as they are. */
export function explainHabits(source: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const [first] = diagnostics;
  if (first === undefined || first.file !== undefined) return diagnostics;
  const lines = source.split("\n");
  // `name?` goes on, for TypeScript, in the next line that holds anything.
  const before = lines.findLastIndex((line, index) => index < first.start.line - 1 && line.trim() !== "");
  for (const index of [first.start.line - 1, ...(first.code < semanticCodes ? [before] : [])]) {
    const line = lines[index] ?? "";
    const message = adviceOn(line);
    if (message === undefined) continue;
    const place = { line: index + 1, column: line.search(/\S/) + 1 };
    return [
      { code: first.code, message, start: place, end: { ...place, column: line.trimEnd().length + 1 } },
    ];
  }
  return diagnostics;
}
