/** `briefing check --guards --perturb`: what would have to change in the data to make a sentence false. */
import path from "node:path";
import pc from "picocolors";
import { findProject } from "../engine/project/find-project.js";
import { describePlace } from "../engine/notebook/place.js";
import type { Change, Perturbed } from "../engine/attribute/perturb.js";
import { plural } from "../lib/plural.js";
import { clipped } from "../lib/quoted.js";
import { shownPath } from "../lib/shown-path.js";
import { visible } from "../lib/visible.js";
import { UsageError } from "../model/errors.js";
import { interruptible } from "./ending.js";
import type { CommonOptions } from "./options.js";
import { printJson, progressLine } from "./terminal.js";

interface PerturbOptions extends CommonOptions {
  readonly table?: readonly string[];
  readonly by?: readonly number[];
  readonly newest?: true;
  readonly limit: number;
  readonly jobs: number;
}

export async function perturbGuards(files: readonly string[], options: PerturbOptions): Promise<void> {
  const { perturb } = await import("../engine/attribute/perturb.js");
  const project = await findProject(options.project);
  const foreign = files.find((file) => !project.notebooks.includes(path.resolve(file)));
  if (foreign !== undefined)
    throw new UsageError(`${foreign} is not a notebook of the project in ${shownPath(project.root)}.`, {
      hint: "Name notebooks of the project, or none for all.",
    });
  const line = progressLine({ elsewhere: "every" });
  const found = await interruptible((signal) =>
    perturb({
      project,
      notebooks: files.length > 0 ? files.map((file) => path.resolve(file)) : project.notebooks,
      tables: options.table ?? [],
      ...(options.by && { steps: options.by }),
      rows: options.newest === true ? "newest year" : "all",
      limit: options.limit,
      jobs: options.jobs,
      onPlan: (sentence) => {
        if (options.quiet !== true) process.stderr.write(`${visible(sentence)}\n`);
      },
      onProgress: options.quiet === true ? () => undefined : line.show,
      signal,
    }),
  ).finally(line.close);
  if (options.json === true) printJson(found);
  else process.stdout.write(`${visible(inWords(found))}\n`);
  for (const note of found.notes) process.stderr.write(`${pc.yellow("!")} ${visible(note)}\n`);
}

function inWords({ changes, columns, runs, cached, largestStep }: Perturbed): string {
  const rows = firstChanges(changes).map((change) => [
    `${change.table}.${change.column}`,
    `${signed(change.percent)} %`,
    ...linesOf(change),
  ]);
  const widths = [0, 1].map((at) => Math.max(6, ...rows.map((row) => row[at]?.length ?? 0)));
  const printed = rows.flatMap(([column = "", size = "", ...lines]) =>
    lines.map((words, index) =>
      [index === 0 ? column : "", index === 0 ? size : "", words]
        .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell))
        .join("  "),
    ),
  );
  const head = ["Column", "Change", "Sentences that become false"]
    .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell))
    .join("  ");
  const moved = new Set(changes.map(({ table, column }) => `${table}.${column}`)).size;
  const ending = `${plural(columns.length, "column")} moved by up to ±${largestStep} %: ${moved} would change what is said, ${columns.length - moved} would not (${plural(runs, "run")}, ${cached} from the cache)`;
  return [...(printed.length > 0 ? [head, ...printed, ""] : []), ending].join("\n");
}

/** Of each column, the smallest change in either direction that has an effect. */
const firstChanges = (changes: readonly Change[]): readonly Change[] =>
  changes.filter((change) => {
    const same = changes.filter(
      ({ table, column, percent }) =>
        table === change.table &&
        column === change.column &&
        Math.sign(percent) === Math.sign(change.percent),
    );
    return same.every(({ percent }) => Math.abs(percent) >= Math.abs(change.percent));
  });

function linesOf({ sentences, failure }: Change): readonly string[] {
  const failed = failure === undefined ? [] : [`a notebook fails: ${clipped(failure, 120)}`];
  return [
    ...sentences.map(({ notebook, cell, line, column, sentence }) => {
      const place = describePlace(notebook, cell, line === undefined ? {} : { line, column: column ?? 1 });
      return `“${clipped(sentence, 100)}” (${place})`;
    }),
    ...failed,
  ];
}

const signed = (percent: number): string => (percent < 0 ? `−${-percent}` : `+${percent}`);
