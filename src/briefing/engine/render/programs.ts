/** Programs of the computer that print or lay out pages. */
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { own } from "../../lib/own.js";
import { BriefingError } from "../../model/errors.js";

export type Environment = Readonly<Record<string, string | undefined>>;

interface Program {
  /** Of the environment: the path of the program. */
  readonly variable: string;
  /** What the variable names, in words. */
  readonly example: string;
  readonly commands: readonly string[];
  /** Files, if no such command is installed. */
  readonly applications: readonly string[];
}

/** The program that the variable names, else the first that is installed; undefined if none is. */
export function findProgram(
  environment: Environment,
  { variable, example, commands, applications }: Program,
): string | undefined {
  const named = own(environment, variable);
  if (named !== undefined && named !== "") {
    if (isProgram(named)) return named;
    throw new BriefingError(`${variable} names ${named}, which is not executable.`, {
      hint: `Set it to the path of ${example}.`,
    });
  }
  const folders = (environment["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const candidates = commands.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...candidates, ...applications].find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
