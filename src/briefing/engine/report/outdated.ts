/** Which inputs of a report differ from those in the project now: whether output/ was built from them. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { conflictLine } from "../../lib/conflict-marker.js";
import { sha256, sha256File } from "../../lib/hash.js";
import { isNotebookName } from "../../lib/notebook-name.js";
import { omit } from "../../lib/omit.js";
import { own } from "../../lib/own.js";
import { BriefingError } from "../../model/errors.js";
import type { Report } from "../../model/report.js";
import { parseNotebook } from "../notebook/parse.js";
import { NoProjectError, type Project } from "../project/contract.js";
import { findProject } from "../project/find-project.js";
import { inputHash, moduleStem } from "./inputs.js";
import { editionsHash } from "./previous.js";
import { projectPath } from "./published.js";
import { parametersHash, readme, references, settingsFile, textHashes, type NotebookAt } from "./texts.js";

export interface OutdatedInput {
  readonly kind: "data" | "notebook" | "module" | "settings" | "parameters" | "text" | "edition";
  /** Relative to the project. */
  readonly path: string;
  readonly status: "added" | "removed" | "changed";
  /** For a notebook: its cells that differ. */
  readonly cells?: readonly string[];
  /** The line on which a merge left the first conflict marker. */
  readonly conflict?: number;
}

export interface Outdated {
  readonly inputs: readonly OutdatedInput[];
  /** "files" for a report of an earlier version, which does not record Markdown cells and settings. */
  readonly compared: "everything" | "files";
}

export type Hashes = Pick<Report, "inputs" | "texts">;

/** Compares what a report records with the project in `root`; undefined if there is no project. */
export async function findOutdated(report: Hashes, root: string): Promise<Outdated | undefined> {
  const project = await findProject(root).catch((error: unknown) => {
    if (error instanceof NoProjectError) return undefined;
    throw error;
  });
  if (project === undefined) return undefined;
  const { current, unreadable } = await currentHashes(report, project);
  const compared = report.texts === undefined ? "files" : "everything";
  const inputs: OutdatedInput[] = [];
  for (const input of differingInputs(report, current)) {
    if (compared === "files" && input.kind !== "data" && input.kind !== "module") continue;
    if (input.kind === "module" && input.status === "removed" && isCompiled(input.path)) continue;
    // In a notebook that cannot be read, nobody sees whether it cites.
    if (input.path === references && unreadable.size > 0) continue;
    if (input.kind === "edition") {
      inputs.push({ ...input, path: editionOf(project) });
      continue;
    }
    const known = unreadable.has(input.path) ? omit(input, "cells") : input;
    const conflict = await conflictIn(path.join(root, input.path));
    inputs.push(conflict === undefined ? known : { ...known, conflict });
  }
  return { inputs, compared };
}

/** A repository holds no compiled modules: after a clone they are missing, which says nothing about their sources. */
const isCompiled = (file: string): boolean => moduleStem(file) !== file.replace(/\.[cm]?[jt]sx?$/, "");

async function conflictIn(file: string): Promise<number | undefined> {
  if (isCompressed.test(file)) return undefined;
  return conflictLine(await readFile(file, "utf8").catch(() => ""));
}

/** The inputs that differ between two records, each by its file. */
export function differingInputs(recorded: Hashes, current: Hashes): readonly OutdatedInput[] {
  const before = { ...recorded.inputs, ...recorded.texts };
  const after = { ...current.inputs, ...current.texts };
  const found = new Map<string, OutdatedInput>();
  // The entry of a notebook comes before those of its cells.
  for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
    const was = own(before, key);
    const is = own(after, key);
    if (was === is || isInjected(key)) continue;
    const { path: file, cell } = parseInputKey(key);
    const known = found.get(file);
    const isWhole = known !== undefined && known.status !== "changed";
    if (isWhole) continue;
    const status = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    const entry = {
      kind: kindOf(file),
      path: file,
      status: cell === undefined ? status : "changed",
    } as const;
    found.set(file, cell === undefined ? entry : { ...entry, cells: [...(known?.cells ?? []), cell] });
  }
  return [...found.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** As they are listed: what most changes depend on first. */
const order: readonly OutdatedInput["kind"][] = [
  "data",
  "notebook",
  "settings",
  "parameters",
  "module",
  "text",
  "edition",
];

/** The limits of the data are in a Markdown file, too. */
const isNotebook = (file: string): boolean => isNotebookName(file) && file !== readme;
const isModule = (file: string): boolean => /\.[cm]?[jt]sx?$/.test(file);
/** Parameters that a build passed to a notebook have a hash of their own. */
const isInjected = (key: string): boolean => /#injected-parameters(?:-\d+)?$/.test(key);

function parseInputKey(key: string): { readonly path: string; readonly cell?: string } {
  const at = key.lastIndexOf("#");
  const file = key.slice(0, Math.max(at, 0));
  return isNotebook(file) ? { path: file, cell: key.slice(at + 1) } : { path: key };
}

function kindOf(file: string): OutdatedInput["kind"] {
  if (file === "parameters") return "parameters";
  if (file === "previous") return "edition";
  if (file === settingsFile) return "settings";
  if (isNotebook(file)) return "notebook";
  if (isModule(file)) return "module";
  return /\.(?:md|bib)$/.test(file) ? "text" : "data";
}

const editionOf = ({ root, previous }: Project): string =>
  previous === undefined ? "the earlier edition" : projectPath(previous, root);

/** The same record as a report's, of the project as it is now. */
async function currentHashes(report: Hashes, project: Project) {
  const { root } = project;
  const { notebooks, unreadable } = await readNotebooks(project);
  const inputs = new Map<string, string>(unreadable);
  for (const { path: file, notebook } of notebooks)
    for (const { id, cell_type, source } of notebook.cells)
      if (cell_type === "code") inputs.set(`${projectPath(file, root)}#${id}`, sha256(source));
  const parameters = parametersHash(project.parameters);
  if (parameters !== undefined) inputs.set("parameters", parameters);
  // An edition named by --since is not known here.
  const edition =
    project.previous === undefined
      ? report.inputs["previous"]
      : await hashOfEditions([project.previous, ...(project.earlier ?? [])]);
  if (edition !== undefined) inputs.set("previous", edition);
  for (const [key, recorded] of Object.entries(report.inputs)) {
    // Files outside the project are recorded without their folder.
    if (key.startsWith("(outside)/")) inputs.set(key, recorded);
    if (!isFile(key)) continue;
    const hash = await hashNow(path.join(root, key));
    if (hash !== undefined) inputs.set(key, hash);
  }
  const texts = report.texts && (await textHashes(project, notebooks));
  const current: Hashes = { inputs: Object.fromEntries(inputs), ...(texts && { texts }) };
  return { current, unreadable };
}

/** Those that can be read; the hashes of the others, by their names in the report. */
async function readNotebooks({ root, notebooks: files }: Project) {
  const notebooks: NotebookAt[] = [];
  const unreadable = new Map<string, string>();
  for (const file of files) {
    const text = await readFile(file, "utf8");
    try {
      notebooks.push({ path: file, notebook: parseNotebook(text, file) });
    } catch (error) {
      if (!(error instanceof BriefingError)) throw error;
      unreadable.set(projectPath(file, root), sha256(text));
    }
  }
  return { notebooks, unreadable };
}

/** A path from a report is untrusted: only those inside the project are read. */
const isFile = (key: string): boolean =>
  !key.includes("#") &&
  !["parameters", "previous"].includes(key) &&
  !key.startsWith("(outside)/") &&
  !path.isAbsolute(key) &&
  key.split(/[\\/]/).every((part) => part !== "..");

const isCompressed = /\.(?:gz|zip|parquet)$/;

/** Data may be large: only modules, whose code is hashed, are read as a whole. */
async function hashNow(file: string): Promise<string | undefined> {
  if (!isModule(file)) return await sha256File(file).catch(() => undefined);
  const content = await readFile(file).catch(() => undefined);
  return content === undefined ? undefined : inputHash(file, content);
}

/** Editions that cannot be read are left out, as by a build; without the newest, nothing is compared. */
async function hashOfEditions([newest = "", ...earlier]: readonly string[]): Promise<string | undefined> {
  const [first, ...others] = await Promise.all([newest, ...earlier].map(editionHash));
  if (first === undefined) return undefined;
  return editionsHash([first, ...others.filter((hash) => hash !== undefined)]);
}

async function editionHash(previous: string): Promise<string | undefined> {
  const file = path.basename(previous) === "report.json" ? previous : path.join(previous, "report.json");
  const content = await readFile(file).catch(() => undefined);
  return content === undefined ? undefined : sha256(content.toString("utf8"));
}
