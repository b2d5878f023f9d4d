/** Of the type errors of a notebook, those to fix: the others follow from them and are only counted. */
import { plural } from "../../lib/plural.js";
import type { Failure } from "./contract.js";

export interface FoundError {
  readonly failure: Failure;
  /** Whether it appeared only because an earlier cell does not compile. */
  readonly follows: boolean;
}

/** In order; the last one says how many errors follow from them. */
export function rootCauses(found: readonly FoundError[]): readonly Failure[] {
  const explained = new Set(found.flatMap(({ failure }) => namesNotImported(failure)));
  const causes = found.flatMap(({ failure, follows }) => {
    const subject = subjectOf(failure);
    if (follows || (subject !== undefined && explained.has(subject))) return [];
    if (subject !== undefined) explained.add(subject);
    return [failure];
  });
  const last = causes.at(-1);
  // Without a cause, for example in a cell whose errors are allowed, nothing may be left out.
  if (last === undefined) return found.map(({ failure }) => failure);
  const others = found.length - causes.length;
  if (others === 0) return causes;
  const verb = others === 1 ? "follows" : "follow";
  const words = `… and ${plural(others, "error")} that ${verb} from ${causes.length === 1 ? "it" : "these"}`;
  return [...causes.slice(0, -1), { ...last, traceback: [...last.traceback, words] }];
}

/** Faults of the whole project are reported once, for the first notebook that has them. */
export function withoutRepetitions(failures: readonly Failure[]): readonly Failure[] {
  const reported = new Set<string>();
  return failures.filter(({ concerns, evalue }) => {
    if (concerns === undefined) return true;
    const isNew = !reported.has(evalue);
    reported.add(evalue);
    return isNew;
  });
}

/** What an error is about, if every further error about it has the same cause. */
function subjectOf({ evalue, line, concerns }: Failure): string | undefined {
  const [, name] = /^Cannot find name '(.+?)'/.exec(evalue) ?? [];
  if (name !== undefined) return name;
  // An error of an imported module is reported by every cell that imports it.
  return line === undefined || concerns === "project" ? evalue : undefined;
}

/** The names that an import could not provide: the misspelt one, and the one that was probably meant. */
function namesNotImported({ evalue }: Failure): readonly string[] {
  const [, name, meant] =
    /has no exported member (?:named )?'(\w+)'\.(?: Did you mean '(\w+)'\?)?/.exec(evalue) ?? [];
  return [name, meant].filter((each) => each !== undefined);
}
