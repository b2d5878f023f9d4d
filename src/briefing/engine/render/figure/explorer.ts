/** The explorer that a figure contains, for readers who try other settings: a program of another package. */
import { createRequire } from "node:module";
import path from "node:path";
import * as z from "zod";
import type { FigureBlock } from "../../../model/report.js";
import { FigureError } from "../errors.js";
import type { SpecObject } from "./size.js";

/** `PACKAGE/PROGRAM`, as the package exports it; figures of earlier versions name the only program that existed. */
type ExplorerProgram = `${string}/${string}`;
const earlierName = "verdict-rule";
const program = z
  .string()
  .transform((name) => (name === earlierName ? `briefing-collaboration/${name}` : name))
  .refine((name): name is ExplorerProgram => /^(?:@[\w.-]+\/)?[\w.-]+\/[\w-]+$/.test(name));

const answer = z.strictObject({ inShort: z.string(), words: z.array(z.string()) });
const carried = z.strictObject({ program, published: answer, data: z.json() });

/** Undefined if the figure has none. */
export function explorerIn({ id, spec }: Pick<FigureBlock, "id" | "spec">) {
  const given = (spec["usermeta"] as SpecObject | null | undefined)?.["explorer"];
  if (given === undefined) return undefined;
  const read = carried.safeParse(given);
  if (read.success) return read.data;
  throw new FigureError(
    `Figure "${id}" has an explorer that this version does not support, or not in this form.`,
    {
      hint: "Use one that a package offers, such as that of claims.tryTheRule in briefing-collaboration.",
    },
  );
}

/** The compressed program, of the package beside this one or else in the folder where the command runs. */
export function explorerFile(program: string): string {
  const name = program.slice(0, program.lastIndexOf("/"));
  for (const from of [import.meta.url, path.join(process.cwd(), "package.json")])
    try {
      return createRequire(from).resolve(program);
    } catch {
      // Not installed there.
    }
  throw new FigureError(`A figure has an explorer of ${name}, which is not installed: ${program}.`, {
    hint: `Install it in the project: npm install ${name}`,
  });
}

/** What a page loads once one of its figures needs it: programs of explorers before the one that uses them. */
export function latePrograms(
  figures: readonly FigureBlock[],
): readonly ("figures" | "explorer" | ExplorerProgram)[] {
  if (figures.length === 0) return [];
  const explorers = new Set(figures.flatMap((figure) => explorerIn(figure)?.program ?? []));
  // The explorers' program draws all figures.
  return explorers.size === 0 ? ["figures"] : [...[...explorers].sort(), "explorer"];
}
