/** Settings of assumptions for which cells have no answer: the page says so to readers who choose them. */
import { plural } from "../../lib/plural.js";
import { shownPath } from "../../lib/shown-path.js";
import { valueText, type Setting } from "../../model/assumption.js";
import type { Execution } from "../execute/contract.js";
import { answersOf } from "../notebook/answers.js";

export function settingWarnings(
  executions: readonly Pick<Execution, "path" | "notebook">[],
): readonly string[] {
  return executions.flatMap(({ path, notebook }) => {
    const byReason = new Map<string, Map<string, readonly string[]>>();
    for (const { cell, under } of answersOf(notebook)?.cells ?? [])
      for (const { setting, answer } of under) {
        if (!("failed" in answer)) continue;
        const settings = byReason.get(answer.failed) ?? new Map<string, readonly string[]>();
        byReason.set(answer.failed, settings);
        const words = inWords(setting);
        settings.set(words, [...(settings.get(words) ?? []), cell]);
      }
    return [...byReason].map(([reason, settings]) => {
      const [first = ""] = settings.keys();
      const [cell = ""] = settings.get(first) ?? [];
      const others = settings.size - 1;
      const also = others === 0 ? "" : ` and ${plural(others, "other setting")}`;
      return `${shownPath(path)}, cell ${cell}: not available with ${first}${also}: ${reason}`;
    });
  });
}

const inWords = (setting: Setting): string =>
  Object.entries(setting)
    .map(([id, value]) => `${id}=${valueText(value)}`)
    .join(", ");
