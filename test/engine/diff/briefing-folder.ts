import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brief, gauges, type Gauges } from "./gauges.js";

/** Writes the small briefing on two rivers like a build, with its data as in a project; optionally edited. */
export async function writeGauges(
  output: string,
  edit: (project: Gauges) => void = () => undefined,
): Promise<void> {
  const project = gauges();
  edit(project);
  const { files, inputs } = await brief(project, output);
  for (const [file, text] of files) put(path.join(output, file), text);
  for (const [file, text] of inputs) put(path.join(output, "..", file), text);
}

function put(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
