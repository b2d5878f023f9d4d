import * as z from "zod";
import { own } from "../../../lib/own.js";
import { sideNames } from "../briefing.js";
import { sentenceDetail } from "./description.js";
import type { Draft, Kind } from "./kind.js";
import { base, type DeepReadonly } from "./shapes.js";

const schema = z.strictObject({
  ...base,
  kind: z.literal("file"),
  sides: z.array(z.enum(sideNames)).describe("those whose file does not match their report.json"),
});
/** An output file that was edited by hand, or that belongs to another build than report.json. */
type FileChange = DeepReadonly<z.infer<typeof schema>>;

export const file: Kind<FileChange> = {
  schema,
  nouns: ["edited file", "edited files"],
  compare: ({ briefings }) => {
    const editedOf = (side: (typeof sideNames)[number]) =>
      briefings[side].edited ?? new Map<string, string>();
    const paths = new Set(sideNames.flatMap((side) => [...editedOf(side).keys()]));
    return [...paths].sort().flatMap((path): readonly Draft<FileChange>[] => {
      const [one, two] = sideNames.map(
        (side) => editedOf(side).get(path) ?? own(briefings[side].report.files, path),
      );
      const sides = sideNames.filter((side) => editedOf(side).has(path));
      return one === two ? [] : [{ kind: "file", id: path, title: path, status: "changed", sides }];
    });
  },
  describe: ({ sides }) => ({
    label: "File edited by hand or missing",
    details: [
      sentenceDetail(
        `Not compared: ${sides.join(" and ")}, the file is missing or was changed after report.json was written. Build again to replace it.`,
      ),
    ],
  }),
  weigh: () => ({ rank: 1, size: 0 }),
  presence: 6,
  headline: "not compared",
  isText: true,
};
