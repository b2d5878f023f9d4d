/** The settings of briefing.yml for what is published: first page, authors, publisher, licence and address. */
import { z } from "zod";
import { withInput } from "../../lib/issue.js";
import { nearest } from "../../lib/nearest.js";
import type { Author } from "../../model/publication.js";

const words = z.string().trim().min(1);
const email = z
  .string()
  .regex(/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/, 'an email address reads "name@example.org"');
const url = z
  .string()
  .refine((given) => /^https?:\/\/\S+$/.test(given) && URL.canParse(given), {
    error: 'a web address reads "https://example.org/briefing/"',
  })
  .transform((given) => new URL(given).href);

/** With or without the site's address before it. */
const orcid = z
  .string()
  .transform((given) => given.replace(/^https?:\/\/orcid\.org\//, "").toUpperCase())
  .refine((given) => /^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.test(given), {
    error: 'an ORCID iD reads "0000-0002-1825-0097"',
    abort: true,
  })
  .refine((given) => checkDigit(given) === given.at(-1), {
    error: ({ input }) =>
      `${String(input)} is not an ORCID iD: its check digit is ${checkDigit(String(input))}`,
  });

/** ISO 7064, mod 11-2, as specified by orcid.org. */
function checkDigit(id: string): string {
  const total = Array.from(id.replaceAll("-", "").slice(0, -1)).reduce(
    (sum, digit) => (sum + Number(digit)) * 2,
    0,
  );
  const rest = (12 - (total % 11)) % 11;
  return rest === 10 ? "X" : String(rest);
}

export const authorFields = {
  name: words.describe("Required. A name without any other key may be that of an organisation."),
  family: words
    .exactOptional()
    .describe("The family name, as it begins or ends `name`. Default: the last word."),
  affiliation: words.exactOptional().describe("Printed beside the name."),
  email: email.exactOptional().describe("An address to write to."),
  orcid: orcid.exactOptional().describe("`0000-0002-1825-0097`"),
  url: url.exactOptional().describe("A page about the author."),
};
const author = z
  .strictObject(authorFields)
  .refine(
    ({ name, family = name }) => ` ${name}`.endsWith(` ${family}`) || `${name} `.startsWith(`${family} `),
    {
      path: ["family"],
      error: "it stands at the beginning or the end of the name, written as there",
    },
  );

/** A text is converted by `read`; if that returns undefined, the error gives the reason. */
function textOr<Output>(
  schema: z.ZodType<Output>,
  read: (text: string) => { readonly value: unknown } | { readonly message: string },
): z.ZodType<Output> {
  return z.unknown().transform((given, context): Output => {
    const meant = typeof given === "string" ? read(given) : { value: given };
    if ("message" in meant) {
      context.addIssue({ code: "custom", message: meant.message, input: given });
      return z.NEVER;
    }
    const result = schema.safeParse(meant.value, withInput);
    if (result.success) return result.data;
    for (const issue of result.error.issues)
      context.addIssue({ ...issue, path: typeof given === "string" ? [] : issue.path });
    return z.NEVER;
  });
}

const oneAuthor: z.ZodType<Author> = textOr(author, (name) => ({ value: { name } })).transform((read) =>
  Object.keys(read).length === 1 ? read.name : read,
);

export const authors = z.unknown().transform((given, context): readonly Author[] => {
  const isList = Array.isArray(given);
  const all: readonly unknown[] = isList ? given : [given];
  return all.flatMap((each, index) => {
    const result = oneAuthor.safeParse(each, withInput);
    if (result.success) return [result.data];
    for (const issue of result.error.issues)
      context.addIssue({ ...issue, path: isList ? [index, ...issue.path] : issue.path });
    return [];
  });
});

export const contactFields = {
  name: words.exactOptional(),
  email: email.exactOptional(),
  url: url.exactOptional(),
};
export const licenseFields = { name: words, url: url.exactOptional() };

export const publicationFields = {
  contact: textOr(z.strictObject(contactFields), (text) => ({
    value: text.includes("@") ? { email: text } : /^https?:/.test(text) ? { url: text } : { name: text },
  }))
    .exactOptional()
    .describe("Who answers questions: an address, or `{ name, email, url }`."),
  license: textOr(z.strictObject({ id: z.string().exactOptional(), ...licenseFields }), (id) => {
    const value = licenceOf(id);
    if (value !== undefined) return { value };
    const meant = licenceIds.find((each) => each.startsWith(id.toUpperCase())) ?? nearest(id, licenceIds);
    const or = meant === undefined ? "" : `did you mean ${meant}? `;
    return { message: `unknown licence; ${or}For any other, write { name, url }` };
  })
    .exactOptional()
    .describe("Of the words and figures: an SPDX identifier such as `CC-BY-4.0`, or `{ name, url }`."),
  doi: z
    .string()
    .transform((given) => given.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, ""))
    .refine((given) => /^10\.\d{4,9}(?:\.\d+)*\/[^\s"<>]+$/.test(given), {
      error: 'a DOI reads "10.5281/zenodo.1234567"',
    })
    .exactOptional()
    .describe("`10.5281/zenodo.1234567`"),
  url: url
    .exactOptional()
    .describe(
      "Where the page is published. Copied links lead there, and `output/card.png` is drawn for previews of links.",
    ),
  publisher: words.exactOptional().describe("Who publishes it."),
  edition: z
    .union([words, z.number().transform(String)])
    .exactOptional()
    .describe("`3` or `Spring 2026`."),
};

export const firstPage = z.strictObject({
  lead: z
    .string()
    .min(1)
    .exactOptional()
    .describe("Id of the figure below the headline. Default: no figure."),
  findings: z
    .array(z.string())
    .exactOptional()
    .describe("Chapters whose findings are printed: `[03-partners]`. Default: all that have one."),
  claims: z.string().min(1).exactOptional().describe("Id of the figure of the claims."),
});

/** What briefing.yml selects for the first page. */
export type FirstPageSettings = z.infer<typeof firstPage>;

/** Licences of texts and data: SPDX identifier, familiar name, address of the terms. */
const terms: readonly (readonly [id: string, name: string, url: string])[] = [
  ...["4.0", "3.0"].flatMap((version) =>
    [
      ["BY", "Attribution"],
      ["BY-SA", "Attribution-ShareAlike"],
      ["BY-ND", "Attribution-NoDerivatives"],
      ["BY-NC", "Attribution-NonCommercial"],
      ["BY-NC-SA", "Attribution-NonCommercial-ShareAlike"],
      ["BY-NC-ND", "Attribution-NonCommercial-NoDerivatives"],
    ].map(([code = "", words = ""]) => {
      const scope = version === "4.0" ? "International" : "Unported";
      const url = `https://creativecommons.org/licenses/${code.toLowerCase()}/${version}/`;
      return [`CC-${code}-${version}`, `Creative Commons ${words} ${version} ${scope}`, url] as const;
    }),
  ),
  ["CC0-1.0", "Creative Commons Zero 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"],
  [
    "OGL-UK-3.0",
    "Open Government Licence 3.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
  ],
  ["ODC-By-1.0", "Open Data Commons Attribution 1.0", "https://opendatacommons.org/licenses/by/1-0/"],
  ["ODbL-1.0", "Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"],
  ["MIT", "MIT License", "https://spdx.org/licenses/MIT.html"],
  ["Apache-2.0", "Apache License 2.0", "https://www.apache.org/licenses/LICENSE-2.0"],
];
const licences = terms.map(([id, name, url]) => ({ id, name, url }));
const licenceIds = licences.map(({ id }) => id);

/** SPDX identifiers are case-insensitive. */
export const licenceOf = (given: string) =>
  licences.find(({ id }) => id.toLowerCase() === given.toLowerCase());
