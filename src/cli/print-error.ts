import pc from "picocolors";
import { BriefingError } from "../model/errors.js";
import { exitCode, type ExitCode } from "./exit-codes.js";
import { UsageError } from "../model/usage-error.js";

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
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `${pc.red("briefing: crashed.")} This is a defect of the program, please report it with:\n${text}\n`,
  );
  return exitCode.usage;
}
