import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { InvalidArgumentError, Option } from "commander";
import { openDrawer } from "../../engine/build/drawer.js";
import type { Change } from "../../engine/diff/comparison.js";
import type { Entry } from "../../engine/diff/format/outline.js";
import { UsageError } from "../../model/errors.js";
import { listed, plural } from "../../lib/plural.js";
import { Command } from "../command.js";
import { placesOf, sidesOf } from "../diff-sides.js";
import { comparing, exitCode } from "../ending.js";
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
Keys: a accepts an entry, s skips it, q quits. Accepted entries are stored in notebooks/reviewed.json; commit it. An
accepted entry comes up again only if it changes again, or for another cause. Changes of punctuation, order and code are
skipped. briefing diff --fail-on counts only unaccepted changes. On GitHub, list the reviewers of
notebooks/reviewed.json in CODEOWNERS and require their review, so that nobody accepts their own changes.

Exit codes: 0 everything is accepted, 1 not everything is, 2 the two could not be compared.

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
  const names = await sidesOf(before, after);
  const places = await placesOf(names, options.project);
  const drawer = openDrawer();
  const { comparison } = await diffBriefings({ names, ...places, draw: drawer.draw }).finally(drawer.close);
  const accepted = new Map(await readAccepted(places.root));
  const entries = outlineOf(comparison).entries.filter(({ weight }) => !isFolded(weight));
  const isOpen = ({ changes }: Entry) => changes.some(({ fingerprint }) => !accepted.has(fingerprint));
  const open = entries.filter(isOpen);
  const accept = async (some: readonly Entry[]): Promise<void> => {
    for (const change of some.flatMap(({ changes }) => changes))
      accepted.set(change.fingerprint, `${nameOf(change)}${causeOf(change)}`);
    await writeAccepted(places.root, accepted);
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
  const left = open.filter(isOpen);
  process.stdout.write(
    `${plural(entries.length - left.length, "change")} of ${entries.length} accepted (${reviewedFile(places.root)}).\n`,
  );
  for (const { changes } of left.slice(0, maxListed))
    process.stdout.write(
      `  not accepted: ${changes.map((change) => `${nameOf(change)} (${addressOf(change)})`).join(", ")}\n`,
    );
  if (left.length > maxListed) process.stdout.write(`  and ${left.length - maxListed} more\n`);
  if (left.length > 0) process.exitCode = exitCode.fault;
}

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
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // End of input ends the review.
  const ended = once(lines, "close").then(() => "q");
  const look = { width: terminalWidth(), colour: colourFor("auto") };
  try {
    for (const [index, entry] of open.entries()) {
      process.stderr.write(`\n${formatEntry(entry, look)}`);
      let answer = "";
      while (!["a", "s", "q"].includes(answer)) {
        const asked = lines.question(`[${index + 1} of ${open.length}] accept, skip, quit? [a/s/q] `);
        answer = (await Promise.race([asked, ended])).trim().toLowerCase().slice(0, 1);
      }
      if (answer === "q") return;
      if (answer === "a") await accept([entry]);
    }
  } finally {
    lines.close();
  }
}
