import { convertFile, fileKinds, kindOfFile } from "../../engine/diff/textconv/convert.js";
import { readNotebookText } from "../../engine/execute/load-jobs.js";
import { visible } from "../../lib/visible.js";
import { exitCode, printError, type ExitCode } from "../ending.js";

const usage = `briefing git textconv [KIND] FILE: prints a file as shown by git diff. KIND: ${fileKinds.join(", ")} (default: by the name).\n`;

/** Handles `briefing git textconv [KIND] FILE`, which git runs on a copy of the file with an arbitrary name. */
export async function textconv(argv: readonly string[]): Promise<ExitCode> {
  const file = argv.at(-1);
  const kind = argv.length === 2 ? fileKinds.find((each) => each === argv[0]) : kindOfFile(file ?? "");
  if (file === undefined || kind === undefined || argv.length > 2) {
    process.stderr.write(usage);
    return exitCode.usage;
  }
  try {
    process.stdout.write(visible(await convertFile(kind, await readNotebookText(file))));
    return exitCode.done;
  } catch (error) {
    printError(error);
    return exitCode.usage;
  }
}
