import { InvalidArgumentError, Option } from "commander";
import { openDrawer } from "../../engine/build/drawer.js";
import { noLinks } from "../../engine/diff/format/links.js";
import { changeKinds, kindGates } from "../../engine/diff/kinds/names.js";
import { plural, listed } from "../../lib/plural.js";
import { shownPath } from "../../lib/shown-path.js";
import { visible } from "../../lib/visible.js";
import { UsageError } from "../../model/errors.js";
import { linksOf, parseLink, parsePage } from "../../tools/git/links.js";
import { Command } from "../command.js";
import { deliverDiff, diffFormats, formatFor, type OutputOptions } from "../diff-output.js";
import { withPictures } from "../diff-pictures.js";
import { placesOf, sidesOf, sidesSincePublished } from "../diff-sides.js";
import { comparing, exitCode, interruptible } from "../ending.js";
import * as option from "../options.js";
import { printJson } from "../terminal.js";

interface DiffOptions extends OutputOptions, option.DrawingOptions {
  readonly sincePublished?: true;
  readonly changelog?: true;
  readonly failOn?: readonly string[];
  readonly link?: string;
  readonly page?: string;
  /** Comma-separated ids; true if none are given. */
  readonly attribute?: string | true;
  readonly pictures?: true;
  readonly limit: number;
}

/** Differences never cause a failure, for scripts that continue after writing a comparison. */
const failOnNothing = "nothing";

const kindsHelp = [
  `Kinds: ${changeKinds.join(", ")}. The kind file is a file of the briefing that was edited by hand.`,
  `--fail-on also takes quotable, ${kindGates.join(", ")}, non-deterministic and any. figure-meaning is about axes and marks. value, table, figure and figure-data can be followed by a threshold: >1% of the earlier number, >0.5 in its own unit, >2points in percentage points.`,
]
  .map((text) => text.replace(/(.{1,100})(?: |$)/g, "$1\n"))
  .join("");

export function diffCommand(): Command {
  return new Command("diff")
    .description("report what changed between two briefings, and why")
    .argument("[before]", "folder, report.json, executed notebook or git revision (default: HEAD)")
    .argument("[after]", "the same (default: output/ in the working tree)")
    .option(
      "--tolerance <amount>",
      "ignore changes of numbers up to 0.5%, 0.01, or ID=1% for one value, figure or table; can be repeated",
      collect,
    )
    .option("--only <kinds>", "only these kinds of change: values,claims,figures", collect)
    .addOption(
      new Option(
        "--format <format>",
        "output format (default: by the extension of --output, else terminal)",
      ).choices(diffFormats),
    )
    .option("-o, --output <file>", "write the comparison to a file")
    .shared("force")
    .option(
      "--fail-on <changes>",
      `changes that make the exit code 1: 'value>1%,verdict,figure' (default: what a reader could quote; "${failOnNothing}": none)`,
      collect,
    )
    .option("--since-published", "compare with the last published edition: the newest tag of the branch")
    .option("--changelog", "draft the edition's entry in notebooks/changes.md, which the page prints")
    .option(
      "--attribute [ids]",
      "execute the notebooks with each changed input alone, and report its effect on these values and claims (default: those of the first page that differ)",
    )
    .option(
      "--limit <runs>",
      "maximum number of executions by --attribute, in addition to those of the two sides",
      option.whole,
      24,
    )
    .option(
      "--pictures",
      "also compare figures and chapters as pictures, with an installed Chromium; -o FILE.html shows them",
    )
    .option("--link <address>", "for md and html: URL of the repository's files, to link to them")
    .option(
      "--page <address>",
      "for md: URL of the page written by --format html, to link to each entry",
      parsePage,
    )
    .shared("project")
    .option(
      "--all",
      "print everything that differs; in a terminal, minor changes are only counted by default",
    )
    .option("--no-pager", "do not use a pager, even in a terminal")
    .addOption(
      new Option("--color <when>", "colour: auto (in a terminal, unless NO_COLOR is set), always or never")
        .choices(["auto", "always", "never"])
        .default("auto"),
    )
    .option("--no-color", "same as --color never")
    .addOptions(option.drawingOptions())
    .notes(
      `
Changes accepted with briefing review do not count for --fail-on. Without the option, everything counts that a
reader could quote (quotable: all but style, punctuation, order and code), changes without a cause (non-deterministic),
and an output/ that is out of date (stale).

Stale: if output/ is older than data, notebooks, modules or settings of the working tree, the comparison says which, with
every --only: after a failed build or data update, output/ still holds the earlier numbers. It cannot be accepted; run
briefing build.

Sides: for a git revision (HEAD~1, main, a tag), its committed output/ is read; the working tree is not
touched. FROM..TO specifies both sides. Write names that are both a file and a revision as ./NAME or refs/heads/NAME.

${kindsHelp}
Formats: terminal; md, a comment on a pull request, at most 60 kB; html, a page that works offline, with the first
page and figures side by side, filters, and navigation between changes; json, for programs (comparison.schema.json in the
package describes it; "version" increases when a field is removed or changes its meaning). --format html in a terminal writes
the page to a temporary folder and prints its path.
--link accepts https://github.com/OWNER/REPOSITORY or any URL that contains {rev} (a commit) and {path}.

Each entry has a stable id, c- and eight digits, that identifies the change: in the page (#c-1f2e3d4c),
in the comment (on GitHub #user-content-c-1f2e3d4c), and for briefing review --accept.

--attribute executes notebooks in a temporary copy of the repository: with the files before the
change and one input after it, and vice versa. Inputs without an individual effect are tried together. Both sides
run with the currently installed packages and Node; a note lists values that differ from the published ones. A draft
can be a side if its data are those of the working tree.

--pictures takes pictures of briefing.html on both sides, in one browser, without scripts, on a screen 1280 pixels wide:
of each figure, and of the title, the first page and each chapter. It lists those that differ, with the share of pixels.
The page shows each before, after, and with the pixels that differ marked; of a chapter, the places that differ. A figure
with the same data, specification and texts is reported as drawn differently: a style, a font or a package changed.
Pictures do not count for --fail-on. Set CHROMIUM to use another browser.

Output longer than the screen is shown in GIT_PAGER or PAGER (default: less).

Exit codes: 0 no differences, or none matching --fail-on; 1 differences; 2 the two could not be compared.

Examples:
  briefing diff                                       the last commit and the working tree
  briefing diff --all                                 everything, down to punctuation and code
  briefing diff --since-published                     what the next edition will change
  briefing diff HEAD~1 HEAD --tolerance 0.5%
  briefing diff v1.0 /tmp/draft --only values,claims
  briefing diff main -o change.json --fail-on 'value>1%,verdict'
  briefing diff main -o change.html                   the page
  briefing diff main --pictures -o change.html        the page, with pictures of what looks different
  briefing diff main HEAD --format md --link https://github.com/me/briefing
  briefing diff before.ipynb after.ipynb              any two executed notebooks
  briefing diff v1.0 HEAD --attribute=share,trend     which input moved these two values, by trying`,
    )
    .action((before: string | undefined, after: string | undefined, options: DiffOptions) =>
      comparing(() => diff(before, after, options)),
    );
}

function collect(text: string, before: readonly string[] = []): readonly string[] {
  if (text.trim() === "") throw new InvalidArgumentError("It is empty.");
  return [...before, text];
}

async function diff(before: string | undefined, after: string | undefined, options: DiffOptions) {
  const format = formatFor(options);
  if (options.pictures === true && (options.attribute !== undefined || options.changelog === true))
    throw new UsageError("--pictures is for a comparison, not for --attribute or --changelog.", {
      hint: "Leave it out, or run the comparison separately: briefing diff --pictures",
    });
  const link = options.link === undefined ? undefined : parseLink(options.link);
  const { diffBriefings } = await import("../../engine/diff/diff-briefings.js");
  const { defaultGate, parseGate } = await import("../../engine/diff/options.js");
  const { readAccepted } = await import("../../engine/diff/reviewed.js");
  const { resolveSources } = await import("../../engine/diff/load/source.js");
  const isGated = options.failOn?.includes(failOnNothing) !== true;
  const gate = isGated ? parseGate(options.failOn?.join(",") ?? defaultGate) : undefined;
  const names =
    options.sincePublished === true ? await sidesSincePublished(before, after) : await sidesOf(before, after);
  if (options.attribute !== undefined) {
    await printAttribution(names, options, options.attribute === true ? "" : options.attribute);
    return;
  }
  const target =
    options.output === undefined
      ? undefined
      : {
          file: options.output,
          inputs: names,
          overwrite: option.overwriteOf(options),
          hint: "Choose another file with -o FILE.",
        };
  if (target !== undefined) await (await import("../../engine/build/output-file.js")).refuseFile(target);
  const places = await placesOf(names, options.project);
  const drawer = openDrawer(option.figureLimitsOf(options));
  const limits = {
    ...(options.tolerance && { tolerance: options.tolerance.join(",") }),
    ...(options.only && { only: options.only.join(",") }),
  };
  // A changelog lists all new changes, accepted or not.
  const accepted = options.changelog === true ? undefined : await readAccepted(places.root);
  const result = await withPictures(options, (pictures) =>
    diffBriefings({ names, ...places, draw: drawer.draw, accepted, pictures, ...limits }),
  ).finally(drawer.close);
  if (options.changelog === true) {
    const { addToChangelog } = await import("../../engine/diff/changelog.js");
    const added = await addToChangelog(places.root, result, limits);
    const file = shownPath(added.file);
    process.stdout.write(
      added.status === "added"
        ? `${file}: added an entry. Edit it, then build again.\n`
        : "No differences to report, so no entry was drafted.\n",
    );
    return;
  }
  const links = {
    ...(link === undefined ? noLinks : await linksOf(link, await resolveSources(names, places), places)),
    ...(options.page !== undefined && { page: options.page }),
  };
  await deliverDiff(result, { names, format, links, target }, options);
  const found = gate?.(result.comparison) ?? [];
  if (found.length === 0) return;
  const named = `${plural(found.length, "change")} (${listed(found.map(({ kind, id }) => `${kind} ${id}`))})`;
  if (options.failOn !== undefined)
    process.stderr.write(`Beyond --fail-on '${options.failOn.join(",")}': ${named}.\n`);
  process.exitCode = exitCode.fault;
}

/** Runs, and the effects found for each input on the values with these comma-separated ids. */
async function printAttribution(names: readonly string[], options: DiffOptions, ids: string): Promise<void> {
  const { format = "terminal", output, project, limit } = options;
  if (format === "html" || format === "md" || output !== undefined)
    throw new UsageError("--attribute prints text, or JSON with --format json.", {
      hint: "Leave out --output, or redirect: briefing diff --attribute > FILE",
    });
  const { attributeDiff } = await import("../../engine/attribute/attribute-diff.js");
  const { describeAttribution } = await import("../../engine/attribute/describe-attribution.js");
  const places = await placesOf(names, project);
  const found = await interruptible((signal) =>
    attributeDiff({
      names,
      ...places,
      limit,
      signal,
      ids: ids
        .split(",")
        .map((id) => id.trim())
        .filter((id) => id !== ""),
      onProgress: (sentence) => process.stderr.write(`${visible(sentence)}\n`),
    }),
  );
  if (format === "json") printJson(found);
  else process.stdout.write(`${describeAttribution(found).map(visible).join("\n")}\n`);
}
