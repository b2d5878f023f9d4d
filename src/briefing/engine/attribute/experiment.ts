/** Executes the notebooks of a copy to compute the values in them. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { omit } from "../../lib/omit.js";
import { BriefingError } from "../../model/errors.js";
import type { Report } from "../../model/report.js";
import { verdicts } from "../../model/claim.js";
import { executeJobs, executeSettings } from "../build/execute-jobs.js";
import { describeFailure } from "../execute/failure.js";
import { loadJobs } from "../execute/load-jobs.js";
import { buildReport } from "../report/build-report.js";
import type { StoredReport } from "../report/stored-report.js";
import { findProject } from "../project/find-project.js";
import type { Store } from "../store/store.js";
import type { Outcome, Reading } from "./attribute.js";

interface Experiment {
  /** The original project's folder, not the copy's. */
  readonly root: string;
  /** Paths of the notebooks that hold the values, relative to the project's folder. */
  readonly notebooks: readonly string[];
  readonly store: Store;
  readonly signal: AbortSignal;
}

/** Compiles and executes a copy of the project; two of them must not overlap. */
export async function executeCopy(copy: string, experiment: Experiment): Promise<Outcome> {
  try {
    const fault = await compile(copy, experiment.root);
    return fault === undefined ? await valuesIn(copy, experiment) : { status: "failed", why: fault };
  } catch (error) {
    experiment.signal.throwIfAborted();
    if (error instanceof BriefingError) return { status: "failed", why: error.message };
    throw error;
  }
}

async function valuesIn(root: string, { notebooks, store, signal }: Experiment): Promise<Outcome> {
  const project = await findProject(root);
  const { parameters, cellTimeoutMs } = project;
  const wanted = project.notebooks.filter((file) => notebooks.includes(shown(root, file)));
  const executed = await executeJobs(
    await loadJobs(wanted),
    {
      settings: executeSettings({ parameters, cellTimeoutMs }, { signal }),
      store,
      cache: "use",
    },
    {},
  );
  const [failure] = executed.flatMap(({ failures }) => failures);
  if (failure !== undefined) return { status: "failed", why: describeFailure(failure) };
  // With some notebooks missing, cross-references may be broken, which does not affect the values.
  const facts = omit(project, "previous");
  const report = buildReport(executed, facts, new Map(), () => undefined);
  return { status: "computed", values: readingsIn(report) };
}

/** Values and the verdicts of claims, by id. */
export function readingsIn(report: Report | StoredReport): ReadonlyMap<string, Reading> {
  const claims = report.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block): [string, Reading][] =>
      block.kind === "claim"
        ? [[block.id, { raw: block.verdict, text: verdicts[block.verdict].word, format: "text" }]]
        : [],
    ),
  );
  const values = Object.entries(report.values).map(([id, { raw, text, format, unit }]): [string, Reading] => [
    id,
    { raw, text, format, ...(unit !== undefined && { unit }) },
  ]);
  return new Map([...claims, ...values]);
}

const shown = (root: string, file: string): string => path.relative(root, file).split(path.sep).join("/");

/** If the repository is this package, compiles its sources, which notebooks load; returns the error, if any. */
async function compile(root: string, original: string): Promise<string | undefined> {
  const description = await readFile(path.join(root, "package.json"), "utf8").catch(() => "{}");
  const { name, scripts } = JSON.parse(description) as { name?: string; scripts?: { compile?: string } };
  if (name !== "decoupling-briefing" || scripts?.compile === undefined) return undefined;
  try {
    await promisify(execFile)("npm", ["run", "--silent", "compile"], { cwd: root, maxBuffer: Infinity });
    return undefined;
  } catch (error) {
    const { message, stdout = "", stderr = "" } = error as Error & { stdout?: string; stderr?: string };
    const [first = message] = `${stdout}${stderr}`.trim().split("\n").filter(Boolean);
    return first.replaceAll(root, original);
  }
}
