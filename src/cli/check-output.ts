import type { Staleness } from "../engine/diff/staleness.js";
import { plural } from "./describe-briefing.js";
import { exitCode, type ExitCode } from "./exit-codes.js";
import { colourFor, terminalWidth } from "./terminal.js";

interface Told {
  /** As messages call the folder. */
  readonly folder: string;
  readonly quiet: boolean;
}

const mostNamed = 5;

/** Says whether the folder holds what the notebooks give now, and what differs if not. */
export async function tellStaleness(found: Staleness, { folder, quiet }: Told): Promise<ExitCode> {
  if (found.status === "current") {
    if (!quiet)
      process.stdout.write(`${folder} is up to date: ${plural(found.files, "file")} as built now.\n`);
    return exitCode.done;
  }
  if (found.status === "unreadable") {
    process.stderr.write(`${folder} is stale: ${found.reason}\n`);
  } else {
    const { formatTerminal } = await import("../engine/diff/format/terminal.js");
    if (!quiet) {
      const options = { width: terminalWidth(), colour: colourFor("auto") };
      process.stdout.write(formatTerminal(found.comparison, options));
    }
    const names = found.files.slice(0, mostNamed).join(", ");
    const left = found.files.length - mostNamed;
    const verb = found.files.length === 1 ? "differs" : "differ";
    process.stderr.write(
      `\n${folder} is stale: ${plural(found.files.length, "file")} ${verb} from what the notebooks give now (${names}${left > 0 ? ` and ${left} more` : ""}).\n`,
    );
  }
  process.stderr.write("To renew it, run this command without --check, and commit what it writes.\n");
  return exitCode.fault;
}
