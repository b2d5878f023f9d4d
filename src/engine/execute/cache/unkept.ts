/** Why an execution is not kept: it may come out otherwise next time, or nobody saw all that it rests on. */
import jsTokens from "js-tokens";
import type { Contact } from "../../../model/trace.js";
import { allowsCache } from "../../notebook/metadata.js";
import type { NotebookRun } from "../run.js";
import type { PlacedStep, Step } from "./script.js";

const contactWords: Readonly<Record<Contact, string>> = {
  network: "opened a network connection",
  process: "started another process",
  thread: "started a thread, which is not watched",
  writing: "wrote to the disk",
};

export function whyNotKept(run: NotebookRun, script: readonly PlacedStep[]): string | undefined {
  if (run.kernel.origin !== "builtin") return `kernel ${run.kernel.spec.name} does not tell what it reads`;
  if (!allowsCache(run.notebook)) return "the notebook says cache: false";
  for (const { step, record } of script) {
    const name = `cell ${step.id}`;
    if (!allowsCache(record.cell)) return `${name} says cache: false`;
    const surroundings = run.surroundings.get(record);
    if (surroundings === undefined) return `the kernel did not tell what ${name} did`;
    const [contact] = surroundings.contacts;
    if (contact !== undefined) return `${name} ${contactWords[contact]}`;
    const addOn = record.facts.trace?.modules.find((module) => module.endsWith(".node"));
    if (addOn !== undefined) return `${name} loaded native code, whose reads are not seen`;
    const chance = chanceIn(step);
    if (chance !== undefined) return `${name} ${chance}`;
  }
  return run.hasLeftovers ? "work was left running when the last cell had ended" : undefined;
}

function chanceIn(step: Step): string | undefined {
  const sources = step.kind === "code" ? [step.source] : step.expressions;
  const found = sources.map(chance).find((words) => words !== undefined);
  return found;
}

/** The clock and chance, where a cell asks for them itself; what a module does with them is not seen. */
function chance(source: string): string | undefined {
  const tokens = [...jsTokens(source)]
    .filter(({ type }) => !/Comment|WhiteSpace|LineTerminator/.test(type))
    .map(({ value }) => value);
  const code = ` ${tokens.join(" ")} `;
  if (/ (?:Date \. now|new Date(?: \( \)| ;| $)|performance \. now) /.test(code)) return "asks for the time";
  return / (?:Math \. random|randomUUID|randomBytes|getRandomValues) /.test(code)
    ? "asks for random numbers"
    : undefined;
}
