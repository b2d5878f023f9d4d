/** `briefing diff --attribute`: the effect of each changed input alone on the values and claims that differ. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { moduleStem } from "../report/inputs.js";
import { UsageError } from "../../model/errors.js";
import { limited, listed, plural } from "../../lib/plural.js";
import { sha256 } from "../../lib/hash.js";
import { sideNames, type Briefing } from "../diff/briefing.js";
import { isData } from "../diff/causes/changed-inputs.js";
import type { Change } from "../diff/comparison.js";
import { diffBriefings, type DiffRequest, type DiffResult } from "../diff/diff-briefings.js";
import { resolveSources, type Source } from "../diff/load/source.js";
import { cacheFolder } from "../store/location.js";
import { Store } from "../store/store.js";
import {
  attribute,
  isSameReading,
  runsNeeded,
  type Attribution,
  type AttributedValue,
  type Part,
  type Reading,
  type Run,
} from "./attribute.js";
import { executeCopy, readingsIn } from "./experiment.js";
import { openTrees, type Tree, type Trees } from "./trees.js";
import { amountOf, differenceWords } from "../diff/numbers.js";

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
    const notes = ["No value or claim that can be attributed differs."];
    return { ...named, values: [], runs: 0, unresolved: [], notes };
  }

  const trees = await openTrees(request.root, before, after);
  try {
    const units = unitsOf(changes, trees, request);
    const places = changes.flatMap(({ before, after }) => [before, after]);
    const notebooks = [...new Set(places.flatMap((at) => at?.notebook ?? []))];
    const runsOfPlan = Math.min(request.limit, runsNeeded([...units.keys()])) + 2;
    request.onProgress(plan(changes, units.size, notebooks.length, runsOfPlan));
    const { root, signal } = request;
    const store = new Store(cacheFolder(root));
    let runs = 0;
    const run: Run = async (later) => {
      await trees.mix(new Set([...later].flatMap((input) => units.get(input) ?? [])));
      runs += 1;
      const inputs = later.size === 0 ? "all as before" : `as after: ${listed([...later], maxInputs)}`;
      request.onProgress(`run ${runs}: ${inputs}`);
      return await executeCopy(trees.copy, { root, notebooks, store, signal });
    };
    const ids = changes.map(({ id }) => id);
    const found = await attribute({ ids, inputs: [...units.keys()], limit: request.limit }, run);
    return { ...named, ...found, notes: notesOn(found, changes, compared) };
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
      hint: known === "" ? "No value or claim differs between the two." : `Available: ${known}.`,
    });
  }
  if (ids.length > 0) return differing.filter(({ id }) => ids.includes(id));
  const quoted = differing.filter(({ onFirstPage }) => onFirstPage === true);
  return quoted.length > 0 ? quoted : differing.slice(0, maxNamed);
}

const maxNamed = 10;

/**
 * The inputs to try, each with the files that change with it: those read or run on the way to a value one by one, data
 * first. All other files change with the first module or notebook, because only code needs other code.
 */
function unitsOf(
  changes: readonly Change[],
  { changed }: Trees,
  { root, output }: Pick<AttributeRequest, "root" | "output">,
): ReadonlyMap<string, readonly string[]> {
  const written = path.relative(root, output).split(path.sep).join("/");
  const files = changed.filter((file) => !file.startsWith(`${written}/`) && !file.endsWith(".md"));
  const causes = changes.flatMap(({ why }) => why.causes);
  const fileOf = (input: string) => files.find((file) => isFileOf(input, file)) ?? [];
  const direct = causes.flatMap(({ input, strength }) => (strength === "direct" ? fileOf(input) : []));
  const own = [...new Set(direct)].sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
  const others = files.filter((file) => !own.includes(file));
  const code = own.find((file) => order(file) > 0);
  const units = own.map((file) => [file, file === code ? [file, ...others] : [file]] as const);
  const isElsewhere =
    own.length === 0 || causes.some(({ input }) => others.some((file) => isFileOf(input, file)));
  return new Map(
    code === undefined && isElsewhere && others.length > 0
      ? [...units, [plural(others.length, "other file"), others]]
      : units,
  );
}

const order = (file: string): number => (/\.[cm]?[jt]sx?$/.test(file) ? 2 : file.endsWith(".ipynb") ? 1 : 0);

/** A module is recorded as loaded (dist/x.js) and changed as written (src/x.ts). */
function isFileOf(input: string, file: string): boolean {
  if (input === "parameters") return file === "notebooks/briefing.yml";
  const [name = input] = /\.ipynb#/.test(input) ? input.split("#") : [input];
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
): readonly string[] {
  const published = { before: readingsIn(before.report), after: readingsIn(after.report) };
  const differing = values.flatMap((value) =>
    sideNames.flatMap((side) => {
      const was = published[side].get(value.id)?.text ?? "nothing";
      const now = value[side].text;
      const note = `${value.id} was published as ${was} ${side} the change and is ${now} when computed here: packages, Node or this program may have another version.`;
      return was === now ? [] : [note];
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
    ...differing,
    ...(packages.length > 0 ? [`Versions of packages are not tried: ${packages.join("; ")}.`] : []),
    ...(others === "" ? [] : [notTried]),
  ];
}

export function describeAttribution(found: AttributedDiff): readonly string[] {
  const { before, after, values, runs, unresolved, notes } = found;
  return [
    ...values.flatMap((value) => [...describeValue(value), ""]),
    ...(unresolved.length > 0 ? [`Not separated within --limit: ${unresolved.join(", ")}.`] : []),
    ...notes,
    `${before} → ${after}, ${plural(runs, "run")}.`,
  ];
}

function describeValue(value: AttributedValue): readonly string[] {
  const head = `${value.id}: ${value.before.text} → ${value.after.text}`;
  const readings = [value.before, value.after, ...value.parts.map(({ alone }) => alone)];
  const amounts = readings.flatMap((reading) => {
    const amount = reading?.format === value.after.format ? amountOf(reading.raw) : undefined;
    return amount === undefined ? [] : [amount];
  });
  if (amounts.length < readings.length) return [head, ...inWords(value)];
  const isRange = amounts.some(([lower, upper]) => lower !== upper);
  if (!isRange) return [head, `  ${inNumbers(value, 0)}`];
  return [head, `  lower end ${inNumbers(value, 0)}`, `  upper end ${inNumbers(value, 1)}`];
}

/** The effect of each input on a number, or on one end of a range. */
function inNumbers({ before, after, parts }: AttributedValue, end: 0 | 1): string {
  const numberIn = (reading: Reading | undefined) => amountOf(reading?.raw)?.[end];
  const wording = { ...after, texts: [before.text, after.text] };
  const from = numberIn(before) ?? NaN;
  const total = (numberIn(after) ?? NaN) - from;
  const effects = parts
    .map((part) => ({ part, effect: (numberIn(part.alone) ?? NaN) - from }))
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
  const acting = effects.filter(
    ({ part, effect }) => effect !== 0 || numberIn(part.without) !== numberIn(after),
  );
  if (total === 0 && acting.length === 0) return "unchanged";
  const described = acting.map(({ part, effect }) => `${named(part)} ${differenceWords(effect, wording)}`);
  if (acting.length > 1) {
    const together = total - effects.reduce((sum, { effect }) => sum + effect, 0);
    const words = differenceWords(together, wording);
    // Less than the page's precision counts as nothing.
    const isNothing = decimalsIn(words) > decimalsIn(differenceWords(total, wording));
    described.push(`together ${isNothing || together === 0 ? "nothing more" : words}`);
  }
  return `${differenceWords(total, wording)}: ${described.join(", ")}`;
}

const decimalsIn = (text: string): number => /\.(\d+)/.exec(text)?.[1]?.length ?? 0;

/** Words have no difference: reports which inputs cause the change, and which it needs. */
function inWords({ before, after, parts }: AttributedValue): readonly string[] {
  const lines = parts.flatMap((part) => {
    const suffices = isSame(part.alone, after);
    const isNeeded = !isSame(part.without, after);
    if (suffices && isNeeded) return [`  ${named(part)} alone causes it`];
    if (suffices) return [`  ${named(part)} would cause it alone, and so would another input`];
    if (isNeeded) return [`  ${named(part)} is needed, but does not cause it alone`];
    return isSame(part.alone, before) ? [] : [`  ${named(part)} alone makes it ${part.alone?.text ?? ""}`];
  });
  return lines.length > 0 ? lines : ["  no single input causes it or is needed for it"];
}

const isSame = (one: Reading | undefined, two: Reading): boolean =>
  one !== undefined && isSameReading(one, two);

const maxInputs = 3;

const named = ({ inputs }: Part): string =>
  limited(inputs, maxInputs, (left) => `${left} more`).join(" with ");
