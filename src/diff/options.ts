import type { Tolerance } from "./briefing.js";
import { DiffError } from "./errors.js";
import { changeKinds, type ChangeKind } from "./kinds/index.js";

/** `0.5%` is relative, `0.01` absolute. */
function parseAmount(text: string): Tolerance | undefined {
  const match = /^(\d+(?:\.\d+)?|\.\d+)\s*(%?)$/.exec(text.trim());
  if (match === null) return undefined;
  const amount = Number(match[1]);
  return match[2] === "%" ? { relative: amount / 100 } : { absolute: amount };
}

/** `0.5%`, `0.01`, `peak=1%`, or several with commas between: the global tolerance and those of single ids. */
export function parseTolerance(text: string): {
  readonly tolerance?: Tolerance;
  readonly tolerances: Readonly<Record<string, Tolerance>>;
} {
  let tolerance: Tolerance | undefined;
  const tolerances: Record<string, Tolerance> = {};
  for (const term of text.split(",")) {
    const at = term.lastIndexOf("=");
    const id = at < 0 ? undefined : term.slice(0, at).trim();
    const amount = parseAmount(term.slice(at + 1));
    if (amount === undefined || id === "") {
      throw new DiffError(`tolerance: "${term.trim()}" cannot be read.`, {
        hint: "Write a share such as 0.5%, a number such as 0.01, or either after an id: peak=1%.",
      });
    }
    if (id === undefined) tolerance = { ...tolerance, ...amount };
    else tolerances[id] = { ...tolerances[id], ...amount };
  }
  return { ...(tolerance && { tolerance }), tolerances };
}

const plurals: Readonly<Record<string, ChangeKind>> = {
  chapter: "section",
  chapters: "section",
  texts: "prose",
  verdict: "claim",
  verdicts: "claim",
};

/** `values,claims` → kinds; singular or plural. */
export function parseOnly(text: string): readonly ChangeKind[] {
  return text.split(",").map((term) => {
    const name = term.trim().toLowerCase();
    const kind = changeKinds.find((each) => name === each || name === `${each}s`) ?? plurals[name];
    if (kind !== undefined) return kind;
    throw new DiffError(`only: there is no kind of change "${name}".`, {
      hint: `There are ${changeKinds.join(", ")}.`,
    });
  });
}
