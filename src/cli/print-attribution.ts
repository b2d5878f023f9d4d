/** `briefing diff --attribute`: runs, and what each input was found to do. */
import { UsageError } from "../model/errors.js";
import { visible } from "../lib/visible.js";
import type { DiffFormat, OutputOptions } from "./diff-output.js";
import { placesOf } from "./diff-sides.js";
import { interruptible } from "./ending.js";
import { printJson } from "./terminal.js";

interface Asked extends Omit<OutputOptions, "format"> {
  readonly names: readonly string[];
  /** With commas between. */
  readonly ids: string;
  readonly limit: number;
  readonly format?: DiffFormat;
}

export async function printAttribution({ names, ids, limit, ...options }: Asked): Promise<void> {
  const { format = "terminal", output, project } = options;
  if (format === "html" || format === "md" || output !== undefined)
    throw new UsageError("--attribute prints text, or JSON with --format json.", {
      hint: "Leave out --output, or redirect: briefing diff --attribute > FILE",
    });
  const { attributeDiff } = await import("../engine/attribute/attribute-diff.js");
  const { describeAttribution } = await import("../engine/attribute/attribute-diff.js");
  const places = await placesOf(names, project);
  const found = await interruptible((signal) =>
    attributeDiff({
      ...{ names, ...places, limit, signal },
      ids: ids.split(",").flatMap((id) => (id.trim() === "" ? [] : [id.trim()])),
      onProgress: (sentence) => process.stderr.write(`${visible(sentence)}\n`),
    }),
  );
  if (format === "json") printJson(found);
  else process.stdout.write(`${describeAttribution(found).map(visible).join("\n")}\n`);
}
