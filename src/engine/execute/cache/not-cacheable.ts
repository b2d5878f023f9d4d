/** Why an execution does not enter the cache: it may come out otherwise next time, or not all it rests on was seen. */
import jsTokens from "js-tokens";
import type { Contact } from "../../../model/trace.js";
import { allowsCache } from "../../notebook/metadata.js";
import type { NotebookRun } from "../run.js";
import type { PlacedStep } from "./steps.js";

const contactWords: Readonly<Record<Contact, string>> = {
  network: "opened a network connection",
  process: "started another process",
  thread: "started a thread, which is not watched",
  writing: "wrote to the disk",
};

/** Undefined where it can be cached. */
export function whyNotCacheable(run: NotebookRun, steps: readonly PlacedStep[]): string | undefined {
  if (run.kernel.origin !== "builtin") return `kernel ${run.kernel.spec.name} does not report what it reads`;
  if (!allowsCache(run.notebook)) return "the notebook says cache: false";
  for (const { step, record } of steps) {
    const name = `cell ${step.id}`;
    if (!allowsCache(record.cell)) return `${name} says cache: false`;
    const surroundings = run.surroundings.get(record);
    if (surroundings === undefined) return `the kernel did not report what ${name} did`;
    const [contact] = surroundings.contacts;
    if (contact !== undefined) return `${name} ${contactWords[contact]}`;
    const addOn = record.facts.trace?.modules.find((module) => module.endsWith(".node"));
    if (addOn !== undefined) return `${name} loaded native code, whose reads are not seen`;
    const sources = step.kind === "code" ? [step.source] : step.expressions;
    const chance = sources.map(chanceIn).find((words) => words !== undefined);
    if (chance !== undefined) return `${name} ${chance}`;
  }
  return run.hasLeftovers ? "work was still running when the last cell had ended" : undefined;
}

/** The clock and chance, where a cell asks for them itself; what a module does with them is not seen. */
function chanceIn(source: string): string | undefined {
  const tokens = [...jsTokens(source)]
    .filter(({ type }) => !/Comment|WhiteSpace|LineTerminator/.test(type))
    .map(({ value }) => value);
  const code = ` ${tokens.join(" ")} `;
  if (/ (?:Date \. now|new Date(?: \( \)| ;| $)|performance \. now) /.test(code)) return "asks for the time";
  return / (?:Math \. random|randomUUID|randomBytes|getRandomValues) /.test(code)
    ? "asks for random numbers"
    : undefined;
}
