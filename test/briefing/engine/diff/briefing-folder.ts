import path from "node:path";
import { brief, gauges, type Gauges } from "./gauges.js";
import { writeFiles } from "../../../support/files.js";

/** Writes the small briefing on two rivers like a build, with its data as in a project; optionally edited. */
export async function writeGauges(
  output: string,
  edit: (project: Gauges) => void = () => undefined,
): Promise<void> {
  const project = gauges();
  edit(project);
  const { files, inputs } = await brief(project, output);
  writeFiles(output, Object.fromEntries(files));
  writeFiles(path.dirname(output), Object.fromEntries(inputs));
}
