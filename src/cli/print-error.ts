import pc from "picocolors";
import { BriefingError } from "../model/errors.js";
import { exitCode, type ExitCode } from "./exit-codes.js";
import { UsageError } from "../model/usage-error.js";

const refusals: Readonly<Record<string, string>> = {
  EACCES: "you may not read or write it",
  EPERM: "you may not read or write it",
  EROFS: "its disk cannot be written to",
  ENOSPC: "no space is left on its disk",
  EDQUOT: "no space is left for you on its disk",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links lead in a circle",
  ENOTDIR: "a file stands where a folder is wanted",
  EISDIR: "a folder stands where a file is wanted",
};

/** What the machine refused, which is no defect of the program; undefined for all else. */
function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || !("path" in error)) return undefined;
  const words = refusals[String(error.code)];
  return words === undefined ? undefined : `${String(error.path)}: ${words} (${String(error.code)}).`;
}

/**
 * Prints an error as a person can act on it and says the exit code it means: what the project is at fault for without
 * a stack, what the program is at fault for with one.
 */
export function printError(error: unknown): ExitCode {
  if (error instanceof BriefingError) {
    process.stderr.write(`${pc.red("briefing:")} ${error.message}\n`);
    if (error.hint !== undefined) process.stderr.write(`${error.hint}\n`);
    return error instanceof UsageError ? exitCode.usage : exitCode.fault;
  }
  const refusal = refusalOf(error);
  if (refusal !== undefined) {
    process.stderr.write(`${pc.red("briefing:")} ${refusal}\n`);
    return exitCode.usage;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `${pc.red("briefing: crashed.")} This is a defect of the program, please report it with:\n${text}\n`,
  );
  return exitCode.usage;
}
