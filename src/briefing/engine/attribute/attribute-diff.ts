/** `briefing diff --attribute`: the effect of each changed input alone on the values and claims that differ. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { moduleStem } from "../report/inputs.js";
import { UsageError } from "../../model/errors.js";
import { listed, plural } from "../../lib/plural.js";
import { sha256 } from "../../lib/hash.js";
import { isNotebookName } from "../../lib/notebook-name.js";
import { own } from "../../lib/own.js";
import { findOutdated, type OutdatedInput } from "../report/outdated.js";
import { olderThan, staleSentence, withSourceNames } from "../diff/kinds/stale.js";
import { sideNames, type Briefing, type SideName } from "../diff/briefing.js";
import { isData } from "../diff/causes/changed-inputs.js";
import type { Change, Comparison } from "../diff/comparison.js";
import { diffBriefings, type DiffRequest, type DiffResult } from "../diff/diff-briefings.js";
import { resolveSources, type Source } from "../diff/load/source.js";
import { cacheFolder } from "../store/location.js";
import { Store } from "../store/store.js";
import { attribute, runsNeeded, type Attribution, type Run } from "./attribute.js";
import { executeCopy, readingsIn } from "./experiment.js";
import { openTrees, type Tree, type Trees } from "./trees.js";

export interface AttributeRequest extends DiffRequest {
  /** Values and claims; if empty, those of the first page that differ. */
  readonly ids: readonly string[];
  /** Runs of the notebooks allowed besides those of the two sides. */
  readonly limit: number;
  /** Receives the plan, then each run, in one sentence each. */
  readonly onProgress: (sentence: string) => void;
  readonly signal: AbortSignal;
}

export interface AttributedDiff extends Attribution {
  readonly before: string;
  readonly after: string;
  /** Caveats for the reader, one sentence each. */
  readonly notes: readonly string[];
}

/** Executes notebooks in a copy; the repository is not changed. */
export async function attributeDiff(request: AttributeRequest): Promise<AttributedDiff> {
  const sources = await resolveSources(request.names, request);
  const compared = await diffBriefings(request);
  const isDraft = sources.after.kind === "folder" && (await isOfWorkTree(compared.after, request.root));
  const before = treeOf(sources.before, request.output);
  const after = isDraft ? undefined : treeOf(sources.after, request.output);
  const changes = chosen(request.ids, compared);
  const named = { before: compared.before.name, after: compared.after.name };
  if (changes.length === 0) {
    const notes = ["No value or claim that can be attributed differs.", ...notBuilt(compared.comparison)];
    return { ...named, values: [], runs: 0, unresolved: [], notes };
  }

  const trees = await openTrees(request.root, before, after);
  try {
    const units = unitsOf(changes, trees, { ...request, edited: editedNotebooks(changes, compared) });
    const places = changes.flatMap(({ before, after }) => [before, after]);
    const notebooks = [...new Set(places.flatMap((at) => at?.notebook ?? []))];
    const runsOfPlan = Math.min(request.limit, runsNeeded([...units.keys()])) + 2;
    request.onProgress(plan(changes, units.size, notebooks.length, runsOfPlan));
    const { root, signal } = request;
    const store = new Store(cacheFolder(root));
    let runs = 0;
    const outdated: Record<SideName, readonly OutdatedInput[]> = { before: [], after: [] };
    const run: Run = async (later) => {
      await trees.mix(new Set([...later].flatMap((input) => units.get(input) ?? [])));
      runs += 1;
      if (later.size === 0) outdated.before = await outdatedIn(compared.before, trees.copy);
      if (later.size === units.size) {
        const tried = new Set([...units.values()].flat());
        const found = await outdatedIn(compared.after, trees.copy);
        outdated.after = found.filter(({ path }) => tried.has(path) || !trees.changed.includes(path));
      }
      const inputs = later.size === 0 ? "all as before" : `as after: ${listed([...later], maxInputs)}`;
      request.onProgress(`run ${runs}: ${inputs}`);
      return await executeCopy(trees.copy, { root, notebooks, store, signal });
    };
    const ids = changes.map(({ id }) => id);
    const found = await attribute({ ids, inputs: [...units.keys()], limit: request.limit }, run);
    return { ...named, ...found, notes: notesOn(found, changes, compared, outdated) };
  } finally {
    await trees.close();
  }
}

/** Whether all data that a briefing was built from are in the work tree, as for a draft of it. */
async function isOfWorkTree({ report }: Briefing, root: string): Promise<boolean> {
  const data = Object.entries(report.inputs).filter(([input]) => isData(input));
  for (const [file, hash] of data)
    if (hash !== (await readFile(path.join(root, file)).then(sha256, () => undefined))) return false;
  return true;
}

/** What differs between the files in a copy and those that a side was built from: it was edited and not built again. */
async function outdatedIn({ report }: Briefing, copy: string): Promise<readonly OutdatedInput[]> {
  const found = await findOutdated(report, copy);
  // Texts of the page that no value depends on are the same in all copies.
  return found?.inputs.filter(({ kind }) => kind !== "text") ?? [];
}

function treeOf(source: Source, output: string): Tree {
  if (source.kind === "revision") return source.revision;
  if (source.kind === "folder" && path.resolve(source.path) === path.resolve(output)) return undefined;
  throw new UsageError(`--attribute cannot use ${source.name}: what it was made from is not known.`, {
    hint: "Name two revisions, or one to compare with the work tree or a draft of it: briefing diff --attribute=ID v1.0",
  });
}

/** Values and claims on both sides that differ. */
function chosen(ids: readonly string[], { comparison }: DiffResult): readonly Change[] {
  const differing = comparison.changes.filter(
    (change) => change.status === "changed" && (change.kind === "value" || change.kind === "claim"),
  );
  const unknown = ids.filter((id) => !differing.some((change) => change.id === id));
  if (unknown.length > 0) {
    const known = listed(
      differing.map(({ id }) => id),
      maxNamed,
    );
    throw new UsageError(`--attribute: no value or claim ${unknown.join(", ")} differs.`, {
      hint: [
        known === "" ? "No value or claim differs between the two." : `Available: ${known}.`,
        ...notBuilt(comparison),
      ].join(" "),
    });
  }
  if (ids.length > 0) return differing.filter(({ id }) => ids.includes(id));
  const quoted = differing.filter(({ onFirstPage }) => onFirstPage === true);
  return quoted.length > 0 ? quoted : differing.slice(0, maxNamed);
}

const maxNamed = 10;
const maxInputs = 3;

/** That a side is out of date: what it publishes is not what is in the working tree. */
const notBuilt = ({ changes }: Comparison): readonly string[] =>
  changes.flatMap((change) => (change.kind === "stale" ? [staleSentence(change)] : []));

/**
 * The inputs to try, each with the files that change with it: those read or run on the way to a value one by one, data
 * first. All other files change with the first module or notebook, because only code needs other code.
 */
function unitsOf(
  changes: readonly Change[],
  { changed }: Trees,
  {
    root,
    output,
    edited,
  }: Pick<AttributeRequest, "root" | "output"> & { readonly edited: ReadonlySet<string> },
): ReadonlyMap<string, readonly string[]> {
  const written = path.relative(root, output).split(path.sep).join("/");
  const files = changed.filter((file) => !file.startsWith(`${written}/`) && !file.endsWith(".md"));
  const causes = changes.flatMap(({ why }) => why.causes);
  const fileOf = (input: string) => files.find((file) => isFileOf(input, file)) ?? [];
  const direct = causes.flatMap(({ input, strength }) => (strength === "direct" ? fileOf(input) : []));
  const sentences = files.filter((file) => edited.has(file));
  const tried = [...new Set([...direct, ...sentences])].sort(
    (a, b) => order(a) - order(b) || (a < b ? -1 : 1),
  );
  const others = files.filter((file) => !tried.includes(file));
  const code = tried.find((file) => order(file) > 0);
  const units = tried.map((file) => [file, file === code ? [file, ...others] : [file]] as const);
  const isElsewhere =
    tried.length === 0 || causes.some(({ input }) => others.some((file) => isFileOf(input, file)));
  return new Map(
    code === undefined && isElsewhere && others.length > 0
      ? [...units, [plural(others.length, "other file"), others]]
      : units,
  );
}

/**
 * The notebooks in which the words or conditions of these values were edited. They are in Markdown cells, which are not
 * among the inputs of values. A report that does not record them may differ in all.
 */
function editedNotebooks(changes: readonly Change[], { before, after }: DiffResult): ReadonlySet<string> {
  const textAt = ({ report }: Briefing, at: Change["after"]) =>
    at === undefined ? undefined : own(report.texts ?? {}, `${at.notebook}#${at.cell}`);
  const isRecorded = before.report.texts !== undefined && after.report.texts !== undefined;
  const edited = changes.filter(
    (change) => !isRecorded || textAt(before, change.before) !== textAt(after, change.after),
  );
  return new Set(edited.flatMap((change) => change.after?.notebook ?? change.before?.notebook ?? []));
}

const order = (file: string): number => (/\.[cm]?[jt]sx?$/.test(file) ? 2 : isNotebookName(file) ? 1 : 0);

/** A module is recorded as loaded (dist/x.js) and changed as written (src/x.ts). */
function isFileOf(input: string, file: string): boolean {
  if (input === "parameters") return file === "notebooks/briefing.yml";
  const [name = input] = /\.(?:ipynb|md)#/.test(input) ? input.split("#") : [input];
  return name === file || (/\.[cm]?[jt]sx?$/.test(name) && moduleStem(name) === moduleStem(file));
}

function plan(changes: readonly Change[], inputs: number, notebooks: number, runs: number): string {
  const named = ["value", "claim"].flatMap((noun) => {
    const count = changes.filter(({ kind }) => kind === noun).length;
    return count === 0 ? [] : [plural(count, noun)];
  });
  return `${named.join(", ")} and ${plural(inputs, "changed input")}: ${plural(runs, "run")} of ${plural(notebooks, "notebook")}, those of the two sides among them`;
}

/** Sides whose computed value differs from the published one, and inputs that are not tried. */
function notesOn(
  { values }: Attribution,
  changes: readonly Change[],
  { before, after, comparison }: DiffResult,
  outdated: Readonly<Record<SideName, readonly OutdatedInput[]>>,
): readonly string[] {
  const published = { before: readingsIn(before.report), after: readingsIn(after.report) };
  const differing = values.flatMap((value) =>
    sideNames.flatMap((side) => {
      const was = published[side].get(value.id)?.text ?? "nothing";
      const now = value[side].text;
      if (was === now) return [];
      const reason = olderThan(withSourceNames(outdated[side], before.report, after.report));
      const why =
        reason === ""
          ? "packages, Node or this program may have another version."
          : `the briefing was ${reason}. Build it, then try again.`;
      return [
        `${value.id} was published as ${was} ${side} the change and is ${now} when computed here: ${why}`,
      ];
    }),
  );
  const inputs = new Set(changes.flatMap(({ why }) => why.causes.map(({ input }) => input)));
  const packages = Object.entries(comparison.inputs).flatMap(([key, input]) =>
    input.kind === "package" && inputs.has(key)
      ? [`${input.name} ${input.was ?? "none"} → ${input.is ?? "none"}`]
      : [],
  );
  const tried = new Set(values.map(({ id }) => id));
  const others = changes.flatMap(({ id }) => (tried.has(id) ? [] : id)).join(", ");
  const notTried = `Not tried, because they have the same value here on both sides or were renamed: ${others}.`;
  return [
    ...notBuilt(comparison),
    ...differing,
    ...(packages.length > 0 ? [`Versions of packages are not tried: ${packages.join("; ")}.`] : []),
    ...(others === "" ? [] : [notTried]),
  ];
}
