/** An output folder that is older than the data, notebooks, modules or settings it was built from. */
import * as z from "zod";
import { limited } from "../../../lib/plural.js";
import { moduleStem } from "../../report/inputs.js";
import type { OutdatedInput } from "../../report/outdated.js";
import type { StoredReport } from "../../report/stored-report.js";
import { settingsFile } from "../../report/texts.js";
import { sideNames } from "../briefing.js";
import { sourcesOf } from "../causes/module-sources.js";
import { nameDetails, plain, sentenceDetail, type Detail } from "./description.js";
import type { Draft, Kind } from "./kind.js";
import { base, strings, status, type DeepReadonly } from "../shapes.js";

const staleSchema = z.strictObject({
  ...base,
  kind: z.literal("stale"),
  side: z.enum(sideNames).describe("the side whose folder is older than the files of the project"),
  inputs: z.array(
    z.strictObject({
      kind: z.enum(["data", "notebook", "module", "settings", "parameters", "text", "edition"]),
      path: z.string(),
      status,
      cells: strings.exactOptional().describe("of a notebook: the cells that differ"),
      conflict: z.int().exactOptional().describe("line of the first conflict marker that a merge left"),
    }),
  ),
});
export type StaleChange = DeepReadonly<z.infer<typeof staleSchema>>;

/** Not a difference between the two sides: one of them has to be built before the others mean anything. */
export const stale: Kind<StaleChange> = {
  schema: staleSchema,
  nouns: ["output older than its inputs", "outputs older than their inputs"],
  compare: ({ briefings, before, after }) =>
    sideNames.flatMap((side): readonly Draft<StaleChange>[] => {
      const { outdated } = briefings[side];
      if (outdated === undefined || outdated.inputs.length === 0) return [];
      const { folder } = outdated;
      const inputs = withSourceNames(outdated.inputs, before, after);
      return [{ kind: "stale", id: folder, title: folder, status: "changed", side, inputs }];
    }),
  describe: ({ inputs }) => ({
    label: "Stale",
    title: "",
    head: [plain(olderThan(inputs))],
    details: inputs.flatMap(inputDetails),
  }),
  weigh: () => ({ rank: staleRank, size: 0 }),
  presence: 14,
  form: "row",
  isText: true,
};

/** Modules by the sources that authors edit. */
export function withSourceNames(
  inputs: readonly OutdatedInput[],
  ...reports: readonly StoredReport[]
): readonly OutdatedInput[] {
  const sources = sourcesOf(...reports);
  return inputs.map((input) => {
    if (input.kind !== "module") return input;
    return { ...input, path: sources.get(moduleStem(input.path)) ?? input.path };
  });
}

/** Before everything else. */
export const staleRank = -1;

/** `output/ is older than data/loans.csv and notebooks/01-first.ipynb. Run briefing build.` */
export function staleSentence(change: StaleChange): string {
  return `${change.id} is ${olderThan(change.inputs)}. Run briefing build.`;
}

const mostNamed = 4;

/** `older than data/loans.csv and notebooks/01-first.ipynb`; empty if no input differs. */
export function olderThan(inputs: readonly OutdatedInput[]): string {
  const files = inputs.filter(({ kind }) => kind !== "parameters").map(({ path }) => path);
  const names = limited(files, mostNamed, (left) => `${left} more`);
  const reasons: string[] = [];
  if (names.length > 0) reasons.push(`older than ${enumerated(names)}`);
  if (files.length < inputs.length) reasons.push(`built with other parameters than ${settingsFile} sets`);
  return reasons.join(" and ");
}

/** `a, b and c` */
function enumerated(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

function inputDetails({
  path,
  status,
  cells = [],
  conflict,
}: StaleChange["inputs"][number]): readonly Detail[] {
  if (conflict !== undefined)
    return [sentenceDetail(`${path}:${conflict}: it has conflict markers of a merge; resolve them first.`)];
  if (status !== "changed") return [sentenceDetail(`${path} was ${status}.`)];
  return nameDetails(`cells of ${path}`, cells);
}
