/** What a change of the data does to sentences: those that become false, or a notebook that no longer runs. */
import path from "node:path";
import type { Execution } from "../execute/contract.js";
import { struckSentences, type StruckSentence } from "../report/struck-sentences.js";

/** A sentence that a change makes false. */
export type FalseSentence = Omit<StruckSentence, "notebook"> & {
  /** Relative to the project. */
  readonly notebook: string;
};

/** What a change does to one notebook. */
export interface Effect {
  readonly sentences: readonly FalseSentence[];
  /** Why the notebook could not be executed with it. */
  readonly failure?: string;
}

export function effectOf(
  execution: Execution | undefined,
  root: string,
  falseBefore: ReadonlySet<string>,
): Effect {
  if (execution === undefined) return { sentences: [] };
  const sentences = falseIn([execution], root).filter((each) => !falseBefore.has(identityOf(each)));
  const [failure] = execution.failures;
  return {
    sentences,
    ...(failure && { failure: `${failure.ename}: ${failure.evalue}`.replaceAll(root, ".") }),
  };
}

export const falseIn = (executions: readonly Execution[], root: string): readonly FalseSentence[] =>
  struckSentences(executions).map((each) => ({
    ...each,
    notebook: path.relative(root, each.notebook).split(path.sep).join("/"),
  }));

/** The same in every run: the words of a sentence contain computed values. */
export const identityOf = ({ notebook, cell, line, column, condition, sentence }: FalseSentence): string =>
  JSON.stringify([notebook, cell.id, line, column, condition ?? sentence.replace(/\d+/g, "0")]);

export function joined(effects: readonly Effect[]): Effect {
  const failure = effects.find((effect) => effect.failure !== undefined)?.failure;
  return {
    sentences: effects.flatMap(({ sentences }) => sentences),
    ...(failure !== undefined && { failure }),
  };
}
