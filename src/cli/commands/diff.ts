import { Command, InvalidArgumentError, Option } from "commander";
import { mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Change } from "../../engine/diff/comparison.js";
import type { DiffResult } from "../../engine/diff/diff-briefings.js";
import { noLinks, type Links } from "../../engine/diff/format/links.js";
import { BriefingError } from "../../model/errors.js";
import { plural } from "../../lib/plural.js";
import { diffFormats, formatDiff, formatOfFile, type DiffFormat } from "../diff-formats.js";
import { linksOf, parseLink } from "../diff-links.js";
import { placesOf, sidesOf } from "../diff-sides.js";
import { exitCode } from "../exit-codes.js";
import * as option from "../options.js";
import { printError } from "../print-error.js";
import { refuseFile } from "../../engine/build/places.js";
import { replaceFile } from "../../lib/replace-file.js";
import { colourFor, showText, terminalWidth, type ColourChoice } from "../terminal.js";
import { UsageError } from "../../model/usage-error.js";

interface DiffOptions {
  readonly project?: string;
  readonly tolerance?: readonly string[];
  readonly only?: readonly string[];
  readonly format?: DiffFormat;
  readonly output?: string;
  readonly failOn?: readonly string[];
  readonly pager: boolean;
  readonly color: ColourChoice | false;
  readonly link?: string;
}

/** Nothing fails on it, whatever differs; to write a comparison in a script that goes on. */
const failOnNothing = "nothing";

export function diffCommand(): Command {
  return new Command("diff")
    .description("say what changed between two briefings, by meaning, and why; nothing is executed")
    .argument("[before]", "folder, report.json, executed notebook or git revision (default: HEAD)")
    .argument("[after]", "the same (default: output/ as it is in the work tree)")
    .addOption(
      new Option(
        "--tolerance <amount>",
        "change of a number that counts as none: 0.5%, 0.01, or of one value, figure or table: ID=1%; may be repeated",
      ).argParser(collect),
    )
    .addOption(
      new Option("--only <kinds>", "kinds of change, with commas between: values,claims,figures").argParser(
        collect,
      ),
    )
    .addOption(
      new Option(
        "--format <format>",
        "how to say it (default: by the extension of --output, else terminal)",
      ).choices(diffFormats),
    )
    .addOption(new Option("-o, --output <file>", "write it to a file instead of printing it"))
    .addOption(
      new Option(
        "--fail-on <changes>",
        `which changes make the exit code 1: 'value>1%,verdict,figure' (default: any; "${failOnNothing}": none)`,
      ).argParser(collect),
    )
    .addOption(
      new Option(
        "--link <address>",
        "for md and html: where the repository's files can be read, so that they are linked",
      ),
    )
    .addOption(option.projectOption())
    .addOption(new Option("--no-pager", "print at once, even to a terminal"))
    .addOption(
      new Option("--color <when>", "colour: auto (in a terminal, unless NO_COLOR is set), always or never")
        .choices(["auto", "always", "never"])
        .default("auto"),
    )
    .addOption(new Option("--no-color", "the same as --color never"))
    .addHelpText(
      "after",
      `
Sides: of a git revision (HEAD~1, main, a tag) the output/ that was committed there is read; the work tree is not
touched. FROM..TO names both sides. A name that is both a file and a revision has to be written ./NAME or refs/heads/NAME.

Kinds: claim, value, table, figure, prose, first-page, citation, section, front-matter, source, indicator,
code, image, output.
--fail-on also takes verdict, figure-data, figure-style, non-deterministic, any; a threshold may stand after value, table
and figure: >1% of the number before, >0.5 in its own unit, >2points in percentage points.

Formats: terminal; md, a comment on a pull request, never more than 60 kB; html, one page that needs no network: figures
side by side, filters, n and p for the next and previous change; json, for programs (comparison.schema.json in the package
describes it). --format html in a terminal writes the page to a temporary folder and says where.
--link takes https://github.com/OWNER/REPOSITORY or any address with {rev} (a commit) and {path} in it.

What is longer than the screen goes through GIT_PAGER or PAGER (else less).

Exit codes: 0 nothing differs, or nothing that --fail-on names; 1 something does; 2 the two could not be compared.

Examples:
  briefing diff                                       what is committed against the work tree
  briefing diff HEAD~1 HEAD --tolerance 0.5%
  briefing diff v1.0 /tmp/draft --only values,claims
  briefing diff main -o change.json --fail-on 'value>1%,verdict'
  briefing diff main -o change.html                   the page
  briefing diff main HEAD --format md --link https://github.com/me/briefing
  briefing diff before.ipynb after.ipynb              notebooks that anyone executed`,
    )
    .action(async (before: string | undefined, after: string | undefined, options: DiffOptions) => {
      try {
        await diff(before, after, options);
      } catch (error) {
        if (!(error instanceof BriefingError)) throw error;
        printError(error);
        // Also where a report is at fault: 1 would say that differences were found.
        process.exitCode = exitCode.usage;
      }
    });
}

function collect(text: string, before: readonly string[] = []): readonly string[] {
  if (text.trim() === "") throw new InvalidArgumentError("It is empty.");
  return [...before, text];
}

async function diff(
  before: string | undefined,
  after: string | undefined,
  options: DiffOptions,
): Promise<void> {
  const format = formatFor(options);
  const link = options.link === undefined ? undefined : parseLink(options.link);
  const { parseGate } = await import("../../engine/diff/options.js");
  const { diffBriefings } = await import("../../engine/diff/diff-briefings.js");
  const { resolveSources } = await import("../../engine/diff/load/source.js");
  const isGated = options.failOn?.includes(failOnNothing) !== true;
  const gate = isGated ? parseGate(options.failOn?.join(",") ?? "any") : undefined;
  const names = await sidesOf(before, after);
  if (options.output !== undefined)
    await refuseFile({
      file: path.resolve(options.output),
      hint: "Name another file: -o FILE",
      inputs: names,
    });
  const places = await placesOf(names, options.project);
  const result = await diffBriefings({
    names,
    ...places,
    ...(options.tolerance && { tolerance: options.tolerance.join(",") }),
    ...(options.only && { only: options.only.join(",") }),
  });
  const links =
    link === undefined ? noLinks : await linksOf(link, await resolveSources(names, places), places);
  await deliver(result, { format, links, command: commandOf(names, options) }, options);
  const found = gate?.findings(result.comparison) ?? [];
  if (found.length === 0) return;
  if (options.failOn !== undefined) process.stderr.write(`${beyond(options.failOn.join(","), found)}\n`);
  process.exitCode = exitCode.fault;
}

function formatFor({ format, output }: DiffOptions): DiffFormat {
  if (format !== undefined || output === undefined) return format ?? "terminal";
  const guessed = formatOfFile(output);
  if (guessed !== undefined) return guessed;
  throw new UsageError(`${output}: the format cannot be told from its extension.`, {
    hint: `Say which with --format: ${diffFormats.join(", ")}.`,
  });
}

interface Delivery {
  readonly format: DiffFormat;
  readonly links: Links;
  readonly command: string;
}

async function deliver(
  result: DiffResult,
  { format, ...told }: Delivery,
  { output, pager, color }: DiffOptions,
): Promise<void> {
  const isForScreen = output === undefined && (format !== "html" || !process.stdout.isTTY);
  if (isForScreen) {
    const colour = colourFor(color === false ? "never" : color);
    const text = await formatDiff(result, format, { ...told, terminal: { width: terminalWidth(), colour } });
    await showText(text, { pager: pager && format !== "json" && format !== "html" ? "where-long" : "never" });
    return;
  }
  const terminal = { width: 100, colour: color === "always" ? "on" : "off" } as const;
  const text = await formatDiff(result, format, { ...told, terminal });
  const file = output ?? path.join(await mkdtemp(path.join(tmpdir(), "briefing-diff-")), "diff.html");
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  await replaceFile(file, text);
  const { line } = result.comparison.summary;
  process.stdout.write(
    output === undefined ? `${line}\n${pathToFileURL(file).href}\n` : `${file}: ${line}\n`,
  );
}

/** What shows all in the terminal, as one would type it. */
function commandOf(names: readonly string[], { project, tolerance = [], only = [] }: DiffOptions): string {
  const words = [
    ...names,
    ...(project === undefined ? [] : ["--project", project]),
    ...tolerance.flatMap((each) => ["--tolerance", each]),
    ...only.flatMap((each) => ["--only", each]),
  ];
  return ["briefing", "diff", ...words.map(quoted)].join(" ");
}

function quoted(word: string): string {
  return /^[\w./~^@%=,:+-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
}

const mostNamed = 5;

function beyond(gate: string, found: readonly Change[]): string {
  const names = found.slice(0, mostNamed).map(({ kind, id }) => `${kind} ${id}`);
  const left = found.length - names.length;
  return `Beyond --fail-on '${gate}': ${plural(found.length, "change")} (${names.join(", ")}${left > 0 ? ` and ${left} more` : ""}).`;
}
