/** A checkout of this repository in a temporary folder, for one edit. */
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { parse, stringify } from "yaml";
import { Tables } from "../altered/project-copy.mjs";
import { copyParts, program, root } from "../checks.mjs";

/** Notebooks by number: an edit is built with the chapters that it can affect. */
const notebooks = readdirSync(path.join(root, "notebooks")).filter((file) => file.endsWith(".ipynb"));
const { ModuleKind, ScriptTarget, transpileModule } = ts;
const compilerOptions = {
  target: ScriptTarget.ES2022,
  module: ModuleKind.ES2022,
  sourceMap: true,
  verbatimModuleSyntax: true,
};
const numbered = (number) => notebooks.find((file) => file.startsWith(number));

export class Checkout {
  #folder;
  /** Modules of src/ that were edited. */
  #modules = new Set();
  #environment;
  /** `cache` is shared with other checkouts; `chapters` are the numbers of those that are kept. */
  constructor(folder, { cache, chapters }) {
    this.#folder = folder;
    this.#environment = { ...process.env, BRIEFING_CACHE_DIR: cache };
    const configuration = ["package.json", "tsconfig.json"];
    copyParts(folder, ["src", "data", "notebooks", ...configuration]);
    this.#linkPackages();
    this.#keep(chapters.map(numbered));
  }

  at(...names) {
    return path.join(this.#folder, ...names);
  }

  #linkPackages() {
    const installed = path.join(root, "node_modules");
    for (const entry of readdirSync(installed).filter((name) => !name.startsWith("."))) {
      const names = entry.startsWith("@") ? readdirSync(path.join(installed, entry)) : [""];
      for (const name of names) {
        const inside = path.join("node_modules", entry, name);
        mkdirSync(path.dirname(this.at(inside)), { recursive: true });
        // Packages of this repository are those of the copy.
        const place = path.relative(root, realpathSync(path.join(root, inside)));
        const isOurs = place.startsWith("src");
        symlinkSync(isOurs ? this.at(place) : path.join(root, inside), this.at(inside));
      }
    }
  }

  read(file) {
    return readFileSync(this.at(file), "utf8");
  }

  write(file, text) {
    if (/^src\/.*\.ts$/.test(file)) this.#modules.add(file);
    writeFileSync(this.at(file), text);
  }

  /** In a text file; the replaced text must occur exactly once. */
  replace(file, from, to) {
    this.write(file, replaceOnce(this.read(file), from, to, file));
  }

  /** In one cell of a notebook by number; the replaced text must occur exactly once. */
  cell(number, id, from, to) {
    const file = `notebooks/${numbered(number)}`;
    const notebook = JSON.parse(this.read(file));
    const cell = notebook.cells.find((each) => each.id === id);
    if (cell === undefined) throw new Error(`${number} has no cell ${id}`);
    cell.source = replaceOnce([cell.source].flat().join(""), from, to, `${number}#${id}`);
    this.write(file, `${JSON.stringify(notebook, null, 1)}\n`);
  }

  /** Rows of tables; sizes and hashes are updated. */
  tables(change) {
    const descriptorFile = "data/datapackage.json";
    const descriptor = JSON.parse(this.read(descriptorFile));
    change(new Tables(this.at("data"), descriptor));
    this.write(descriptorFile, `${JSON.stringify(descriptor, null, 2)}\n`);
  }

  /** Simulates another version of an installed package by editing one of its files. */
  package(name, { version, file, from, to }) {
    const inside = path.join("node_modules", name);
    rmSync(this.at(inside));
    cpSync(path.join(root, inside), this.at(inside), { recursive: true });
    const description = path.join(inside, "package.json");
    this.write(description, JSON.stringify({ ...JSON.parse(this.read(description)), version }));
    this.replace(path.join(inside, file), from, to);
  }

  #keep(kept) {
    for (const file of notebooks) if (!kept.includes(file)) rmSync(this.at("notebooks", file));
    const settings = parse(this.read("notebooks/briefing.yml"));
    const { findings = [] } = settings.firstPage;
    const firstPage = { findings: findings.filter((stem) => kept.includes(`${stem}.ipynb`)) };
    this.write("notebooks/briefing.yml", stringify({ ...settings, order: kept, firstPage }));
  }

  /** Compiles edited modules of src/ to dist/; functions are named by their source files, as with tsc. */
  async compile() {
    for (const file of [...this.#modules]) {
      const made = file.replace(/^(src\/\w+)\/(.*)\.ts$/, "$1/dist/$2.js");
      const options = { compilerOptions, fileName: file };
      const { outputText, sourceMapText } = transpileModule(this.read(file), options);
      const sources = [path.relative(path.dirname(made), file)];
      this.write(made, outputText);
      this.write(`${made}.map`, JSON.stringify({ ...JSON.parse(sourceMapText), sources }));
    }
    // Marks the bundled library as older than its modules.
    for (const folder of new Set([...this.#modules].map((file) => file.split("/").slice(0, 2).join("/"))))
      this.write(`${folder}/dist/.tsbuildinfo`, "");
    const count = pathToFileURL(path.join(root, "src/briefing/tools/package/count.mjs")).href;
    const run = `await (await import(${JSON.stringify(count)})).countNotebookModules()`;
    if (this.#modules.size > 0) await this.#run(["--input-type=module", "-e", run]);
  }

  /** Builds the briefing into a folder; sentences that are no longer true are struck. */
  async build(output, options = []) {
    const argv = [
      program,
      "build",
      "--no-answers",
      "--draft",
      "--quiet",
      "-j",
      "1",
      "-o",
      output,
      ...options,
    ];
    const printed = await this.#run(argv, [0, 1]);
    if (!existsSync(path.join(output, "report.json"))) throw new Error(`nothing was built: ${printed}`);
  }

  async #run(argv, codes = [0]) {
    const { code, printed } = await new Promise((resolve, reject) => {
      const child = spawn(process.execPath, argv, {
        cwd: this.#folder,
        env: this.#environment,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let printed = "";
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text) => (printed += text));
      child.on("error", reject);
      child.on("close", (code) => resolve({ code, printed }));
    });
    if (!codes.includes(code))
      throw new Error(`${argv.slice(0, 2).join(" ")} ended with ${code}: ${printed.slice(-1500)}`);
    return printed;
  }
}

function replaceOnce(text, from, to, where) {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${where} holds ${JSON.stringify(from)} ${parts.length - 1} times`);
  return parts.join(to);
}
