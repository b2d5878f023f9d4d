import * as z from "zod";
import type { StoredReport } from "../../report/stored-report.js";
import { sides, statusOf } from "./changes.js";
import { arrow } from "./description.js";
import type { Draft, Kind } from "./kind.js";
import { base, optionalText, type Immutable } from "./shapes.js";

const fields = ["title", "authors", "date", "language"] as const;
const schema = z.strictObject({
  ...base,
  kind: z.literal("front-matter"),
  field: z.enum(fields),
  was: optionalText,
  is: optionalText,
});
/** Title, authors, date or language of the briefing. */
export type FrontMatterChange = Immutable<z.infer<typeof schema>>;

export const frontMatter: Kind<FrontMatterChange> = {
  schema,
  nouns: ["front matter", "front matter"],
  compare: (context) =>
    fields.flatMap((field): readonly Draft<FrontMatterChange>[] => {
      const [before, after] = [textOf(context.before[field]), textOf(context.after[field])];
      if (before === after) return [];
      return [
        {
          kind: "front-matter",
          key: `front-matter:${field}`,
          id: field,
          title: `The briefing's ${field}`,
          status: statusOf(before, after),
          field,
          ...sides(before, after),
        },
      ];
    }),
  describe: ({ field, was, is }) => ({ title: field, head: arrow(was, is) }),
  weigh: () => ({ rank: 8, size: 0 }),
  presence: 5,
  role: "other",
  isText: true,
};

function textOf(value: StoredReport[(typeof fields)[number]]): string | undefined {
  return typeof value === "object" ? value.join("; ") : value;
}
