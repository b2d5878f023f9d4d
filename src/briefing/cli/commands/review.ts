import { InvalidArgumentError, Option } from "commander";
import pc from "picocolors";
import { openDrawer } from "../../engine/build/drawer.js";
import type { Change } from "../../engine/diff/comparison.js";
import type { Entry } from "../../engine/diff/format/outline.js";
import { UsageError } from "../../model/errors.js";
import { listed, plural } from "../../lib/plural.js";
import { shownPath } from "../../lib/shown-path.js";
import { visible } from "../../lib/visible.js";
import { Command } from "../command.js";
import { placesOf, sidesOf } from "../diff-sides.js";
import { comparing, exitCode } from "../ending.js";
import { openKeys } from "../keys.js";
import type * as option from "../options.js";
import { colourFor, terminalWidth } from "../terminal.js";

interface ReviewOptions extends option.CommonOptions {
  readonly acceptAll?: true;
  readonly accept?: readonly string[];
}

export function reviewCommand(): Command {
  return new Command("review")
    .description("review changes one by one and record those you accept")
    .argument("[before]", "as for briefing diff (default: HEAD)")
    .argument("[after]", "the same (default: output/ in the working tree)")
    .option("--accept-all", "accept all differences without asking")
    .addOption(
      new Option(
        "--accept <addresses>",
        "accept these entries without asking, by their ids in the page or comment: c-1f2e3d4c,c-5b6a7988",
      )
        .argParser(addresses)
        .conflicts("acceptAll"),
    )
    .shared("project")
    .notes(
      `
Keys: a accepts an entry, s skips it, q quits, without Enter. Without a terminal, nothing is asked: the entries that
are not accepted are listed, with their ids for --accept. Accepted entries are stored in notebooks/reviewed.json;
commit it. The file holds neither names nor dates: git says who accepted and when (git log notebooks/reviewed.json).
An accepted entry comes up again only if it changes again, or for another cause. Changes of punctuation, order and
code are skipped. Entries accepted by earlier versions of this command still count, except guards and changes caused
by the program itself, which come up once more. briefing diff --fail-on counts only unaccepted changes. On GitHub,
list the reviewers of notebooks/reviewed.json in CODEOWNERS and require their review, so that nobody accepts their own
changes.

If output/ is older than its data, notebooks, modules or settings, the command says so and ends with 1: what it lists is
not what the notebooks say now. Run briefing build first.

Exit codes: 0 everything is accepted, 1 not everything is or output/ is out of date, 2 the two could not be compared.

Examples:
  briefing review                   the last commit and the working tree
  briefing review main HEAD         a branch, as in a pull request
  briefing review main HEAD --accept c-1f2e3d4c     a single entry of the comment`,
    )
    .action((before: string | undefined, after: string | undefined, options: ReviewOptions) =>
      comparing(() => review(before, after, options)),
    );
}

function addresses(text: string, before: readonly string[] = []): readonly string[] {
  const found = text.split(",").map((each) => each.trim().replace(/^#/, ""));
  const wrong = found.find((each) => !/^c-[0-9a-f]+$/.test(each));
  if (wrong !== undefined)
    throw new InvalidArgumentError(`"${wrong}" is not the id of an entry. Ids look like c-1f2e3d4c.`);
  return [...before, ...found];
}

async function review(before: string | undefined, after: string | undefined, options: ReviewOptions) {
  const { diffBriefings } = await import("../../engine/diff/diff-briefings.js");
  const { readAccepted, reviewedFile, writeAccepted } = await import("../../engine/diff/reviewed.js");
  const { addressOf } = await import("../../engine/diff/fingerprint.js");
  const { outlineOf } = await import("../../engine/diff/format/outline.js");
  const { isFolded } = await import("../../engine/diff/rank.js");
  const { guardLines } = await import("../../engine/report/margin-words.js");
  const { staleSentence } = await import("../../engine/diff/kinds/stale.js");
  const names = await sidesOf(before, after);
  const places = await placesOf(names, options.project);
  const drawer = openDrawer();
  const { comparison, ...sides } = await diffBriefings({ names, ...places, draw: drawer.draw }).finally(
    drawer.close,
  );
  const { current, version1 } = await readAccepted(places.root);
  const accepted = new Map(current);
  if (version1.size > 0) {
    const { compareBriefings } = await import("../../engine/diff/compare.js");
    const marked = compareBriefings(sides.before, sides.after, { accepted: { current, version1 } });
    for (const change of marked.changes)
      if (change.accepted === true) accepted.set(change.fingerprint, `${nameOf(change)}${causeOf(change)}`);
  }
  const all = outlineOf(comparison).entries.filter(({ weight }) => !isFolded(weight));
  const entries = all.filter(({ change }) => change.kind !== "stale");
  const stale = all.flatMap(({ change }) => (change.kind === "stale" ? [staleSentence(change)] : []));
  for (const sentence of stale) process.stderr.write(`${pc.yellow("!")} ${visible(sentence)}\n`);
  for (const line of guardLines(sides.after.report.guards ?? []))
    process.stderr.write(`${pc.yellow("!")} ${visible(line)}\n`);
  const isOpen = ({ changes }: Entry) => changes.some(({ fingerprint }) => !accepted.has(fingerprint));
  const open = entries.filter(isOpen);
  const accept = async (some: readonly Entry[]): Promise<void> => {
    for (const change of some.flatMap(({ changes }) => changes))
      accepted.set(change.fingerprint, `${nameOf(change)}${causeOf(change)}`);
    await writeAccepted(places.root, { current: accepted, version1 });
  };
  /** Throws if an id matches no entry, so that nothing counts as accepted by mistake. */
  const entryAt = (address: string): Entry => {
    const found = entries.find(({ changes }) => changes.some((change) => addressOf(change) === address));
    if (found !== undefined) return found;
    throw new UsageError(`These two briefings have no entry ${address}.`, {
      hint: "It has changed again, or belongs to another comparison. To list unaccepted entries: briefing review BEFORE AFTER",
    });
  };
  if (options.acceptAll === true) await accept(open);
  else if (options.accept !== undefined) await accept(options.accept.map(entryAt));
  else if (process.stdin.isTTY) await ask(open, accept);
  else if (open.length > 0) process.stderr.write(`${notAsked}\n`);
  const left = open.filter(isOpen);
  process.stdout.write(
    `${plural(entries.length - left.length, "change")} of ${entries.length} accepted (${shownPath(reviewedFile(places.root))}).\n`,
  );
  for (const { changes } of left.slice(0, maxListed))
    process.stdout.write(
      `  not accepted: ${changes.map((change) => `${nameOf(change)} (${addressOf(change)})`).join(", ")}\n`,
    );
  if (left.length > maxListed) process.stdout.write(`  and ${left.length - maxListed} more\n`);
  if (left.length + stale.length > 0) process.exitCode = exitCode.fault;
}

const notAsked =
  "Standard input is not a terminal, so nothing was asked. Accept entries by their ids (--accept c-1f2e3d4c) or all (--accept-all).";

const maxListed = 10;

const nameOf = ({ kind, status, id }: Change): string =>
  status === "changed" ? `${kind} ${id}` : `${kind} ${id} ${status}`;

/** The causes with which it was accepted: ` (data/loans.csv)`. */
function causeOf({ why: { causes } }: Change): string {
  const direct = causes.flatMap(({ input, strength }) => (strength === "direct" ? input : []));
  return direct.length === 0 ? "" : ` (${listed(direct, 3)})`;
}

async function ask(open: readonly Entry[], accept: (some: readonly Entry[]) => Promise<void>): Promise<void> {
  const { formatEntry } = await import("../../engine/diff/format/terminal.js");
  const look = { width: terminalWidth(), colour: colourFor("auto") };
  const keys = openKeys(process.stdin, () => {
    keys.close();
    process.kill(process.pid, "SIGINT");
  });
  try {
    for (const [index, entry] of open.entries()) {
      process.stderr.write(`\n${formatEntry(entry, look)}`);
      process.stderr.write(`[${index + 1} of ${open.length}] a accepts, s skips, q quits: `);
      const answer = await keys.next(["a", "s", "q"]);
      process.stderr.write(`${answer}\n`);
      if (answer === "q") return;
      if (answer === "a") await accept([entry]);
    }
  } finally {
    keys.close();
  }
}
