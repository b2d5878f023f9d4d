import os from "node:os";
import { InvalidArgumentError, Option } from "commander";
import pc from "picocolors";
import { describeProblem } from "../../authoring/load/errors.js";
import { describeFailure } from "../../engine/execute/failure.js";
import { plural } from "../../lib/plural.js";
import { shownPath } from "../../lib/shown-path.js";
import type { Checked } from "../../tools/check/check.js";
import type { FormattedNotebook } from "../../tools/check/format.js";
import { allChecks, type CheckName, type Finding } from "../../tools/check/contract.js";
import { UsageError } from "../../model/errors.js";
import { Command } from "../command.js";
import { exitCode } from "../ending.js";
import { whole } from "../options.js";
import type * as option from "../options.js";
import { counted, describeFinding, printGroups, sign, type Group } from "../check-output.js";
import { printJson } from "../terminal.js";

interface CheckOptions extends option.CommonOptions {
  readonly only?: readonly CheckName[];
  readonly page?: true;
  readonly guards?: true;
  readonly assumptions?: true;
  readonly fix?: true;
  readonly strict?: true;
  readonly perturb?: true;
  readonly table?: readonly string[];
  readonly by?: readonly number[];
  readonly newest?: true;
  readonly limit: number;
  readonly jobs: number;
}

export function checkCommand(): Command {
  return new Command("check")
    .description("check notebooks, data, citations, links and prose without executing anything")
    .argument("[notebooks...]", "notebook files (default: all of the project, and its data)")
    .shared("project")
    .option("--only <checks>", `only these checks: ${allChecks.join(",")}`, readChecks)
    .option("--fix", "format code cells with the project's Prettier, then check")
    .addOption(
      new Option(
        "--page",
        "check the accessibility of the built pages instead, using axe in an installed Chromium",
      ).conflicts(["only", "fix"]),
    )
    .addOption(
      new Option(
        "--guards",
        "list the guards of the last build, the sentence nearest to being false first, and sentences without one instead",
      ).conflicts(["only", "page", "fix"]),
    )
    .addOption(
      new Option(
        "--assumptions",
        "list instead, for each setting of the assumptions, the sentences that still hold with other numbers",
      ).conflicts(["only", "page", "fix", "guards"]),
    )
    .option(
      "--strict",
      "with --guards: a factual sentence without a guard is an error, and so is a text that depends on the clock or on random numbers",
    )
    .option(
      "--perturb",
      "with --guards: move the numbers of data/ column by column, and list what becomes false",
    )
    .option("--table <name>", "with --perturb: only this table; may be repeated", addTable)
    .option(
      "--by <percentages>",
      "with --perturb: by how much, up and down (default: the largest revision so far, else 1,5)",
      readPercentages,
    )
    .option("--newest", "with --perturb: only rows of the newest year of each table")
    .addOption(
      new Option("--limit <n>", "with --perturb: number of runs allowed").argParser(whole).default(200),
    )
    .addOption(
      new Option("-j, --jobs <n>", "with --perturb: runs at once")
        .argParser(whole)
        .default(os.availableParallelism(), "number of cores"),
    )
    .shared("quiet", "json")
    .action(runCheck).notes(`
Checks:
  data       data/ matches datapackage.json: types, keys, references, hashes; values that jump tenfold and reversed pairs
             are confirmed; rows that occur twice, undescribed files and tables without hash are noted
  types      each cell of the TypeScript notebooks; notebooks for other kernels are skipped
  notebooks  in the stored form (briefing clean), unique ids, no import or dependency named decoupling-briefing
  format     code cells are laid out as the project's own Prettier decides (.prettierrc, .editorconfig; overrides for
             *.ipynb), if a package.json of the project lists it; --fix formats them
  citations  every [@key] is in notebooks/references.bib; uncited entries are noted
  links      every linked #anchor, @fig-id, @tbl-id and file exists; web addresses are not checked
  numbers    no number typed by hand in prose, captions and titles; except years, dates, names, code and those
             listed under checks.numbers.exempt in notebooks/briefing.yml
  guards     no sentence in the earlier form {ts} holds(…); a headline or finding that states a change without a
             condition is noted
  placeholders  no template text such as “Your Name” or TODO in what would be published
  syntax     formulas that cannot be typeset, and Markdown of other tools that is printed verbatim, are noted

With --page, output/briefing.html and the pages of output/site/ (if any) are opened in light and dark mode, in forced
colours, at 200 % zoom, and at phone size. Collapsed sections are not checked. Each finding shows the rule,
impact, WCAG level, element, solution, and the modes in which it occurs; levels A and AA are errors. A page can
take three minutes. Set CHROMIUM to use another browser.

With --guards, the conditions of the last build are listed with their margins: by how much each holds, and the two
sides of the comparison that decides it. Nothing is executed: the margins are those in output/report.json; if the
project changed since, a note says so, and briefing build brings them up to date.

Then the factual sentences without a guard are listed, by chapter. Every sentence, heading, caption, alternative text and title is read. A sentence is factual if it compares,
ranks or counts, says that something changed, or says no, none, only, all or every. One that only prints computed values
is not. Guards are [sentence]{holds=…} and {when=…}, and holds of a figure or a table. What no data can make false is
marked: [sentence]{.definition}, [sentence]{.quotation}, or in code /* definition */ "…". The words are English.

With --perturb, each column of numbers in data/ moves up and down, one at a time; keys, years and orders stay. If
previous in briefing.yml names earlier editions, it moves by the largest revision so far of a count in the notebooks
that read its table; otherwise by 1 and 5 %. For each change, these notebooks are executed in a copy, which is slow the
first time and cached; data/ and output/ are not touched. The number of runs is printed first; with more than --limit nothing is run.

With --assumptions, the sentences of the last build are listed whose numbers differ under another setting and that
still hold, and numbers that differ in texts without a condition: the page prints both. Read them once for every setting.

All other findings are printed with file, cell and line:column. Notebooks outside a project are checked for types and
notebooks, or as specified by --only. Exit codes: 0 no errors, 1 errors, 2 incorrect usage.

Examples:
  briefing check
  briefing check notebooks/01-headline.ipynb
  briefing check --only citations,links,numbers
  briefing check --fix                  format code cells first
  briefing check --page                 WCAG findings on the built pages
  briefing check --guards               how far each sentence is from being false, and which have no guard
  briefing check --guards --strict      the same; a factual sentence without a guard is an error
  briefing check --assumptions          what readers see under other settings
  briefing check --guards --perturb --table loans    which sentences a change of the data makes false`);
}

const addTable = (name: string, before: readonly string[] = []): readonly string[] => [...before, name];

function readPercentages(text: string): readonly number[] {
  const found = text.split(",").map(Number);
  if (found.some((each) => !(each > 0 && each < 100)))
    throw new InvalidArgumentError("Write percentages between 0 and 100, such as 1,5,10.");
  return [...new Set(found)];
}

function readChecks(text: string): readonly CheckName[] {
  return text.split(",").map((given) => {
    const name = allChecks.find((each) => each === given.trim());
    if (name === undefined)
      throw new InvalidArgumentError(
        `Unknown check "${given.trim()}". Choose from: ${allChecks.join(", ")}.`,
      );
    return name;
  });
}

async function runCheck(files: readonly string[], options: CheckOptions): Promise<void> {
  if (options.perturb === true) {
    if (options.guards !== true || options.strict === true)
      throw new UsageError("--perturb is an option of --guards, without --strict.", {
        hint: "Write: briefing check --guards --perturb",
      });
    const { perturbGuards } = await import("../guard-perturbation.js");
    return perturbGuards(files, options);
  }
  const needsPerturb = options.table !== undefined || options.by !== undefined || options.newest === true;
  if (needsPerturb)
    throw new UsageError("--table, --by and --newest are options of --perturb.", {
      hint: "Write: briefing check --guards --perturb --table NAME",
    });
  if (options.guards === true) {
    const { checkGuards } = await import("../guard-coverage.js");
    return checkGuards(files, options);
  }
  if (options.strict === true)
    throw new UsageError("--strict is an option of --guards.", {
      hint: "Write: briefing check --guards --strict",
    });
  if (options.assumptions === true) {
    const { checkAssumptions } = await import("../assumptions-list.js");
    return checkAssumptions(files, options);
  }
  if (options.page === true) {
    if (files.length > 0)
      throw new UsageError("--page checks the built pages, not notebooks.", {
        hint: "Omit either --page or the notebooks.",
      });
    const { checkBuiltPages } = await import("../page-check.js");
    return checkBuiltPages(options);
  }
  const { check, formatCells, isGood } = await import("../../tools/check/check.js");
  const settings = { project: options.project, only: options.only };
  const formatted = options.fix === true ? await formatCells(files, settings) : undefined;
  const checked = await check(files, settings);
  const { notebooks, data, findings } = checked;
  if (options.json === true) printJson({ formatted, notebooks, data, findings });
  else {
    if (options.quiet !== true) printFormatted(formatted ?? []);
    printGroups(groupsOf(checked, options), summary(checked), options);
  }
  if (!isGood(checked)) process.exitCode = exitCode.fault;
}

function printFormatted(notebooks: readonly FormattedNotebook[]): void {
  for (const { path, cells } of notebooks)
    if (cells > 0) process.stderr.write(`${pc.green("✓")} ${path}: ${plural(cells, "cell")} formatted\n`);
}

const headings: Readonly<Record<CheckName, string>> = {
  data: "Data",
  types: "Types",
  notebooks: "Notebooks",
  format: "Layout of cells",
  citations: "Citations",
  links: "Links",
  numbers: "Numbers typed by hand",
  guards: "Guards of sentences",
  placeholders: "Placeholders",
  syntax: "Markdown that is printed verbatim",
};

const groupsOf = (checked: Checked, { quiet }: CheckOptions): readonly Group[] =>
  checked.checks.map((check) => {
    const found = foundBy(check, checked).filter(({ severity }) => quiet !== true || severity === "error");
    return {
      heading: headings[check],
      lines: found.map(({ severity, text }) => `${sign[severity]} ${text}`),
    };
  });

interface Found extends Pick<Finding, "severity"> {
  readonly text: string;
}

const error = (text: string): Found => ({ severity: "error", text });
const note = (text: string): Found => ({ severity: "note", text });

function foundBy(check: CheckName, { notebooks = [], data, findings }: Checked): readonly Found[] {
  if (check === "types") {
    const failures = notebooks.flatMap((notebook) => notebook.failures);
    const machine = `${process.platform} ${process.arch}`;
    const unchecked = `Types were not checked: TypeScript 7 is not available for this platform (${machine}).`;
    return [
      ...failures.map((failure) =>
        error(`${describeFailure({ ...failure, notebook: shownPath(failure.notebook) })}\n`),
      ),
      ...(notebooks.some((notebook) => notebook.unchecked) ? [note(unchecked)] : []),
    ];
  }
  if (check === "data") {
    const omitted = data?.omitted ?? 0;
    return [
      ...(data?.problems ?? []).map((problem) => error(describeProblem(problem))),
      ...(omitted > 0 ? [error(`… and ${plural(omitted, "problem")} more`)] : []),
      ...(data?.notes ?? []).map((each) => note(describeProblem(each))),
    ];
  }
  const own = findings.filter((finding) => finding.check === check);
  return own.map((finding, index) => ({
    severity: finding.severity,
    // A hint shared by consecutive findings is printed once, after the last of them.
    text: describeFinding(finding, own[index + 1]?.hint === finding.hint ? undefined : finding.hint),
  }));
}

function summary({ checks, total, notebooks, data, findings }: Checked): string {
  const tables = data === undefined ? [] : [plural(data.tables.length, "table")];
  const all = [plural(notebooks?.length ?? total, "notebook"), ...tables].join(" and ");
  const leftOut = notebooks === undefined ? 0 : total - notebooks.length;
  const others = leftOut === 0 ? "" : `; ${plural(leftOut, "notebook")} for other kernels not type-checked`;
  const notes = findings.filter(({ severity }) => severity === "note").length;
  const errors =
    (notebooks ?? []).reduce((sum, { failures }) => sum + failures.length, 0) +
    (data?.problems.length ?? 0) +
    (data?.omitted ?? 0) +
    findings.length -
    notes;
  const found = counted(errors, notes + (data?.notes.length ?? 0));
  return `${all} checked (${checks.join(", ")}): ${found}${others}`;
}
