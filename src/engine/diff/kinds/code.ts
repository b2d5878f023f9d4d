import * as z from "zod";
import { compareLines } from "../words/align.js";
import { blockChanges } from "./changes.js";
import { linesDetails } from "./description.js";
import { onlyPlaced, type Kind } from "./kind.js";
import { base, lines, type Immutable } from "./shapes.js";

const schema = z.strictObject({ ...base, kind: z.literal("code"), lines });
export type CodeChange = Immutable<z.infer<typeof schema>>;

export const code: Kind<CodeChange> = {
  schema,
  nouns: ["cell of code", "cells of code"],
  compare: (context) =>
    blockChanges(context, ["code"], ({ before, after, later }) => {
      const lines = compareLines(before?.source, after?.source);
      const title = `Code of cell ${later.cell}`;
      return { differs: lines.length > 0, facts: () => ({ kind: "code" as const, title, lines }) };
    }),
  describe: ({ lines }) => ({ details: linesDetails(lines) }),
  weigh: ({ lines }) => (lines.length > 0 ? { rank: 12, size: 0 } : onlyPlaced),
  presence: 1,
  role: "part",
  isText: true,
};
