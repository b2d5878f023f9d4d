/**
 * `prompt` and `confirm`, as browsers have them: they return what a person answered. Their types are in
 * compile/globals.ts.
 */
import { BriefingError } from "../../../model/errors.js";
import type { CellContexts } from "./cell-context.js";

class InputError extends BriefingError {}

export function installDialogs(contexts: CellContexts): void {
  function ask(name: string, question: string): string {
    const answer = contexts.publisher?.ask(`${question} `);
    if (answer !== undefined) return answer;
    throw new InputError(
      `${name}(${JSON.stringify(question)}): nobody can be asked here, a briefing asks nobody.`,
      {
        hint:
          "Declare the value in a cell with the tag parameters, and give another with " +
          "`briefing execute -p NAME=VALUE`; in JupyterLab, a cell can ask while it is executed.",
      },
    );
  }

  // Cells may be JavaScript, and browsers take whatever they are given.
  function prompt(message: unknown = "", suggestion: unknown = ""): string {
    const usual = String(suggestion);
    const shown = usual === "" ? String(message) : `${String(message)} (${usual})`;
    return ask("prompt", shown.trim()) || usual;
  }
  function confirm(message: unknown = ""): boolean {
    for (;;) {
      const answer = ask("confirm", `${String(message)} [y/n]`.trim());
      if (/^\s*y(?:es)?\s*$/i.test(answer)) return true;
      if (/^\s*no?\s*$/i.test(answer)) return false;
    }
  }
  for (const dialog of [prompt, confirm])
    Object.defineProperty(globalThis, dialog.name, { configurable: true, writable: true, value: dialog });
}
