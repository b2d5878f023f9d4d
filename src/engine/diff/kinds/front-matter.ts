import * as z from "zod";
import type { Author, Publication } from "../../../model/publication.js";
import type { StoredReport } from "../../report/stored-report.js";
import { sides } from "./block-changes.js";
import { arrow } from "./description.js";
import type { Draft, Kind } from "./kind.js";
import { base, wasAndIs, type DeepReadonly } from "./shapes.js";

const ofPublication = ["contact", "license", "doi", "url", "publisher", "edition"] as const;
const fields = ["title", "authors", "date", "language", ...ofPublication] as const;
type Field = (typeof fields)[number];
const schema = z.strictObject({
  ...base,
  kind: z.literal("front-matter"),
  field: z.enum(fields),
  ...wasAndIs(z.string()),
});
const words: Readonly<Record<Field, string>> = {
  title: "Title of the page",
  authors: "Authors of the page",
  date: "Date of the page",
  language: "Language of the page",
  contact: "Contact of the page",
  license: "Licence of the page",
  doi: "DOI of the page",
  url: "Web address of the page",
  publisher: "Publisher of the page",
  edition: "Edition of the page",
};
type FrontMatterChange = DeepReadonly<z.infer<typeof schema>>;

export const frontMatter: Kind<FrontMatterChange> = {
  schema,
  nouns: ["change to the page’s head or foot", "changes to the page’s head or foot"],
  compare: (context) =>
    fields.flatMap((field): readonly Draft<FrontMatterChange>[] => {
      const [before, after] = [textOf(field, context.before), textOf(field, context.after)];
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

function textOf(field: Field, report: StoredReport): string | undefined {
  switch (field) {
    case "authors":
      return report.authors.map(wordsOf).join("; ");
    case "title":
    case "date":
    case "language":
      return report[field];
    default: {
      const said = report.publication?.[field];
      return said === undefined ? undefined : wordsOf(said);
    }
  }
}

/** All that is said of an author, of the contact or of the licence: `Wei Li (family: Li, orcid: 0000-…)`. */
function wordsOf(said: Author | NonNullable<Publication[keyof Publication]>): string {
  if (typeof said === "string") return said;
  const { name = "", ...others } = said;
  const facts = Object.entries(others).map(([fact, text]) => `${fact}: ${text}`);
  if (facts.length === 0 || name === "") return name + facts.join(", ");
  return `${name} (${facts.join(", ")})`;
}
