/** Runs all checks of a project, or of some notebooks, without executing anything. */
import { existsSync } from "node:fs";
import path from "node:path";
import { validateData, type DataCheck } from "../data/validate.js";
import { refuseMissing } from "../../engine/build/path-checks.js";
import { openToolchain } from "../../engine/build/toolchain.js";
import { checkNotebooks, type CheckedNotebook } from "../../engine/execute/check.js";
import { withoutRepetitions } from "../../engine/execute/root-causes.js";
import { loadJobs } from "../../engine/execute/load-jobs.js";
import { type Project, ConfigError, NoProjectError } from "../../engine/project/contract.js";
import { UsageError } from "../../model/errors.js";
import { Store } from "../../engine/store/store.js";
import { cacheFolder } from "../../engine/store/location.js";
import { findProject } from "../../engine/project/find-project.js";
import { allChecks, pageChecks, type CheckName, type Finding, type PageCheck } from "./contract.js";
import { type FormattedNotebook, formatNotebooks } from "./format.js";
import { findOnPage, readChecked } from "./find-on-page.js";
import { malformedIn } from "./malformed-guards.js";
import { shownPath } from "../../lib/shown-path.js";

interface CheckSettings {
  /** The project's folder; by default the nearest one around the notebooks or the working directory. */
  readonly project: string | undefined;
  /** All applicable checks by default. */
  readonly only?: readonly CheckName[] | undefined;
}

/** The files checked, and the findings. */
export type Checked = Awaited<ReturnType<typeof check>>;

/** Checks the given files, or all notebooks of the project and its data if none are given. */
export async function check(files: readonly string[], { project: folder, only }: CheckSettings) {
  await refuseMissing(files);
  const project = await projectOf(files, folder);
  const notebooks = files.length > 0 ? files : (project?.notebooks ?? []);
  const names = new Set<CheckName>(only ?? (project === undefined ? ["types", "notebooks"] : allChecks));
  const checks = new Set(pageChecks.filter((name): name is PageCheck => names.has(name)));
  const data = files.length === 0 && names.has("data") ? await checkData(project) : undefined;
  return {
    /** Those that ran, in order. */
    checks: allChecks.filter((name) => names.has(name)),
    /** Requested notebooks. */
    total: notebooks.length,
    /** Those whose types were checked. */
    notebooks: names.has("types") ? reportedOnce(await checkTypes(notebooks), data) : undefined,
    data,
    findings: [
      // The check of types reports them as well, because a build stops there.
      ...(names.has("guards") && !names.has("types") ? await malformedGuards(notebooks) : []),
      ...(checks.size === 0 ? [] : await findOnPage({ project, notebooks, checks })),
    ],
  };
}

async function malformedGuards(notebooks: readonly string[]): Promise<readonly Finding[]> {
  const read = await Promise.all(notebooks.map((file) => readChecked(shownPath(file))));
  const found = read.flatMap((each) => ("notebook" in each ? malformedIn(each) : []));
  return found.map((each) => ({ ...each, check: "guards", severity: "error" }));
}

/** Formats the code cells of what `check` would read. */
export async function formatCells(
  files: readonly string[],
  { project, only = allChecks }: CheckSettings,
): Promise<readonly FormattedNotebook[]> {
  if (!only.includes("format"))
    throw new UsageError("--fix formats cells, and --only leaves that check out.", {
      hint: "Add format to --only, or omit one of the two options.",
    });
  await refuseMissing(files);
  const notebooks = files.length > 0 ? files : ((await projectOf(files, project))?.notebooks ?? []);
  return await formatNotebooks(notebooks);
}

/** The given project, or else the one around the notebooks or the working directory; notebooks may have none. */
export async function projectOf(
  files: readonly string[],
  folder: string | undefined,
): Promise<Project | undefined> {
  const [first] = files;
  if (folder !== undefined || first === undefined) return await findProject(folder);
  try {
    const project = await findProject(undefined, path.dirname(path.resolve(first)));
    return project.notebooks.includes(path.resolve(first)) ? project : undefined;
  } catch (error) {
    if (error instanceof ConfigError || error instanceof NoProjectError) return undefined;
    throw error;
  }
}

async function checkTypes(notebooks: readonly string[]): Promise<readonly CheckedNotebook[]> {
  const toolchain = openToolchain(cacheFolder(path.dirname(path.resolve(notebooks[0] ?? "."))));
  try {
    return await checkNotebooks(await loadJobs(notebooks), toolchain);
  } finally {
    await toolchain.close();
  }
}

/** Without a fault of the whole project that another notebook or the check of the data reports. */
function reportedOnce(
  notebooks: readonly CheckedNotebook[],
  data: DataCheck | undefined,
): readonly CheckedNotebook[] {
  const all = withoutRepetitions(notebooks.flatMap(({ failures }) => failures));
  const isInData = data !== undefined && data.problems.length > 0;
  const reported = new Set(all.filter(({ concerns }) => !(isInData && concerns === "project")));
  return notebooks.map((each) => ({ ...each, failures: each.failures.filter((one) => reported.has(one)) }));
}

async function checkData(project: Project | undefined): Promise<DataCheck | undefined> {
  if (project === undefined || !existsSync(path.join(project.root, "data"))) return undefined;
  return await validateData(project.root, { store: new Store(cacheFolder(project.root)) });
}

export function isGood({ notebooks = [], data, findings }: Checked): boolean {
  return (
    notebooks.every(({ failures }) => failures.length === 0) &&
    (data?.problems.length ?? 0) === 0 &&
    findings.every(({ severity }) => severity === "note")
  );
}
