import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Notebook } from "../notebook/contract.js";
import { recordedFacts } from "./bundles.js";
import type { InputFile, InputFiles } from "./contract.js";
import { moduleHash } from "./module-hash.js";

/** Finds out, for every file the kernels touched, what the report calls it and what it holds. */
export async function readInputs(notebooks: readonly Notebook[], root: string): Promise<InputFiles> {
  const files = new Set<string>();
  for (const notebook of notebooks) {
    for (const cell of notebook.cells) {
      const trace = recordedFacts(cell)?.trace;
      for (const file of trace?.files ?? []) files.add(file);
      for (const file of trace?.modules ?? []) files.add(file);
      for (const ran of trace?.functions ?? []) files.add(ran.module);
    }
  }
  const packages = new PackageNames();
  const sorted = [...files].filter((file) => path.isAbsolute(file)).sort();
  const entries: [string, InputFile][] = [];
  for (const file of sorted) {
    const input = await readInput(file, root, packages);
    if (input !== undefined) entries.push([file, input]);
  }
  return new Map(entries);
}

async function readInput(file: string, root: string, packages: PackageNames): Promise<InputFile | undefined> {
  const relative = path.relative(root, file);
  const isInside = relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
  const isInstalled = file.includes(`${path.sep}node_modules${path.sep}`);
  if (!isInside || isInstalled) {
    const name = await packages.of(path.dirname(file));
    if (name !== undefined) return { kind: "package", name };
  }
  // A file the cell made and removed again has no content to record.
  const content = await readFile(file).catch(() => undefined);
  if (content === undefined) return undefined;
  const sha256 = /\.[cm]?js$/.test(file)
    ? moduleHash(content.toString("utf8"))
    : createHash("sha256").update(content).digest("hex");
  return isInside
    ? { kind: "project", path: relative.split(path.sep).join("/"), sha256 }
    : { kind: "outside", path: `(outside)/${path.basename(file)}`, sha256 };
}

/** Names of the packages that folders belong to, each package.json read once. */
class PackageNames {
  readonly #known = new Map<string, Promise<string | undefined>>();

  of(folder: string): Promise<string | undefined> {
    const known = this.#known.get(folder);
    if (known !== undefined) return known;
    const found = this.#find(folder);
    this.#known.set(folder, found);
    return found;
  }

  async #find(folder: string): Promise<string | undefined> {
    const text = await readFile(path.join(folder, "package.json"), "utf8").catch(() => undefined);
    const facts = text === undefined ? undefined : readPackage(text);
    if (facts !== undefined) return facts;
    const parent = path.dirname(folder);
    return parent === folder ? undefined : this.of(parent);
  }
}

/** A package.json without name or version only marks a folder of modules (`{ "type": "commonjs" }`). */
function readPackage(text: string): string | undefined {
  try {
    const facts = JSON.parse(text) as { name?: unknown; version?: unknown };
    return typeof facts.name === "string" && typeof facts.version === "string"
      ? `${facts.name}@${facts.version}`
      : undefined;
  } catch {
    return undefined;
  }
}
