import { fileURLToPath } from "node:url";
import { UsageError } from "../../model/errors.js";
import type { Template } from "./new-project.js";

/** A briefing on a cube of single papers of a simulated world. */
export function papersTemplate(parameters: Readonly<Record<string, string>>): Template {
  const [name] = Object.keys(parameters);
  if (name !== undefined)
    throw new UsageError(`-p ${name}: the example papers has no parameters.`, {
      hint: "Its world is fixed: briefing init DIR --example papers",
    });
  return {
    folder: fileURLToPath(new URL("papers", import.meta.url)),
    packages: ["briefing-collaboration"],
    words: {},
  };
}
