import * as z from "zod";
import type { StoredReport } from "../../report/stored-report.js";
import { sides } from "./changes.js";
import { arrow } from "./description.js";
import type { Draft, Kind } from "./kind.js";
import { base, wasAndIs, type DeepReadonly } from "./shapes.js";

const fields = ["title", "authors", "date", "language"] as const;
const schema = z.strictObject({
  ...base,
  kind: z.literal("front-matter"),
  field: z.enum(fields),
  ...wasAndIs(z.string()),
});
const words: Readonly<Record<(typeof fields)[number], string>> = {
  title: "Title of the page",
  authors: "Authors of the page",
  date: "Date of the page",
  language: "Language of the page",
};
/** Title, authors, date or language of the briefing. */
type FrontMatterChange = DeepReadonly<z.infer<typeof schema>>;

export const frontMatter: Kind<FrontMatterChange> = {
  schema,
  nouns: ["change to the page’s title, authors or date", "changes to the page’s title, authors or date"],
  compare: (context) =>
    fields.flatMap((field): readonly Draft<FrontMatterChange>[] => {
      const [before, after] = [textOf(context.before[field]), textOf(context.after[field])];
      if (before === after) return [];
      const status = before === undefined ? "added" : after === undefined ? "removed" : "changed";
      const title = words[field];
      return [{ kind: "front-matter", id: field, title, status, field, ...sides(before, after) }];
    }),
  describe: ({ field, status, was, is }) => ({
    label: status === "changed" ? words[field] : `${words[field]} ${status}`,
    title: "",
    head: arrow(was, is),
  }),
  weigh: () => ({ rank: 8, size: 0 }),
  presence: 5,
  headline: "edited",
  role: "other",
  isText: true,
};

function textOf(value: StoredReport[(typeof fields)[number]]): string | undefined {
  return typeof value === "object" ? value.join("; ") : value;
}
