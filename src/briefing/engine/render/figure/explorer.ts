/** The explorer that a figure contains, for readers who try other settings. */
import * as z from "zod";
import type { FigureBlock } from "../../../model/report.js";
import { FigureError } from "../errors.js";
import type { SpecObject } from "./size.js";

/** Programs of the package, built by bundle.mjs. */
const programs = ["verdict-rule"] as const;
export type ExplorerProgram = (typeof programs)[number];

const answer = z.strictObject({ inShort: z.string(), words: z.array(z.string()) });
const carried = z.strictObject({ program: z.enum(programs), published: answer, data: z.json() });

/** Undefined if the figure has none. */
export function explorerIn({ id, spec }: Pick<FigureBlock, "id" | "spec">) {
  const given = (spec["usermeta"] as SpecObject | null | undefined)?.["explorer"];
  if (given === undefined) return undefined;
  const read = carried.safeParse(given);
  if (read.success) return read.data;
  throw new FigureError(
    `Figure "${id}" has an explorer that this version does not support, or not in this form.`,
    {
      hint: `Explorers are ${programs.join(", ")}: use one from the library, such as that of claims.tryTheRule.`,
    },
  );
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
