import * as z from "zod";
import { omit } from "../../report/omit.js";
import { compareLines } from "../words/lines.js";
import { linesDetails } from "./description.js";
import { blockBase, blockPairs, type Draft, type Kind } from "./kind.js";
import { base, lines, type Immutable } from "./shapes.js";

const schema = z.strictObject({ ...base, kind: z.literal("code"), lines });
export type CodeChange = Immutable<z.infer<typeof schema>>;

export const code: Kind<CodeChange> = {
  schema,
  nouns: ["cell of code", "cells of code"],
  compare: (context) =>
    blockPairs(context, "code").flatMap((pair): readonly Draft<CodeChange>[] => {
      // That a cell got another id is no change, for nobody sees it.
      const base = omit(
        blockBase(pair, context, ({ block, section }) => `${section.id}/${block.cell}`),
        "renamed",
      );
      const lines = compareLines(pair.before?.block.source, pair.after?.block.source);
      if (base.status === "changed" && lines === undefined && base.moved === undefined) return [];
      const title = `Code of cell ${(pair.after ?? pair.before).block.cell}`;
      return [{ ...base, kind: "code", title, lines: lines ?? [] }];
    }),
  describe: ({ lines }) => ({ details: linesDetails(lines) }),
  weigh: ({ lines }) => ({ rank: lines.length > 0 ? 12 : 11, size: 0 }),
  weightOfPresence: 1,
  headline: "is silent",
  role: "part",
  isWritten: () => true,
  isText: true,
};
