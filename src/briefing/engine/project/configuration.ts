import * as YAML from "yaml";
import { z } from "zod";
import { issueText, withInput } from "../../lib/issue.js";
import { nearest } from "../../lib/nearest.js";
import { quoted } from "../../lib/quoted.js";
import { readYaml } from "../../lib/yaml.js";
import { faultOfColour } from "../../model/colours.js";
import { faultOfCurrency } from "../../model/currency.js";
import { ConfigError } from "./contract.js";
import {
  authorFields,
  authors,
  contactFields,
  firstPage,
  licenseFields,
  publicationFields,
} from "./publication.js";

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date reads "2026-11-25"');
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A text, or a pattern in JavaScript syntax: `/first \\d+ authors/i`. */
const exemption = z
  .union([z.string().trim().min(1), z.number().transform(String)])
  .refine((given) => exemptionPattern(given) !== undefined, {
    error: "what begins with / is a pattern and reads /…/ in the syntax of JavaScript",
  });

/** `en`, `en-GB`: the page's own words and the format of its numbers are English. */
const language = z.string().refine((given) => /^en(?:-[A-Za-z0-9]+)*$/.test(given), {
  error: ({ input }) =>
    `${quoted(input)} is not supported: the page’s own words, its numbers and its dates are English; write en or a variety such as en-GB`,
});

/** A chapter that needs a file or folder of the project is left out if that does not exist. */
const chapter = z.union([z.string(), z.strictObject({ notebook: z.string(), needs: z.string().min(1) })], {
  error: "expected the name of a notebook, or { notebook: …, needs: a file of the project }",
});

const colour = z.string().refine((given) => faultOfColour(given) === undefined, {
  error: ({ input }) => {
    const fault = faultOfColour(input);
    return fault === undefined ? "" : `${fault.message}. ${fault.hint}`;
  },
});

/** The descriptions are printed in docs/reference/briefing-yml.md. */
export const schema = z.strictObject({
  title: z.string().min(1).describe("Title of the page. Required."),
  authors: authors.default([]).describe("One author or a list; each is a name or an object, see below."),
  date: date.optional().describe("The only date that is printed: `2026-01-31`."),
  language: language.default("en").describe("`en` or a variety such as `en-GB`. Default: `en`."),
  ...publicationFields,
  previous: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)], {
      error: "expected the folder or report.json of an earlier edition, or a list of them, newest first",
    })
    .optional()
    .describe(
      "Folder or `report.json` of an earlier edition; numbers that differ from it are marked. Or a list of editions, " +
        "newest first: numbers are compared with the first, and guards report the largest revision between any two.",
    ),
  order: z
    .array(chapter)
    .optional()
    .describe(
      "The notebooks, in the order of the chapters, with or without .ipynb or .md. `{ notebook: 12-more.ipynb, needs: data/more.csv }` leaves a " +
        "chapter out while that file does not exist. Default: all in notebooks/, by name.",
    ),
  firstPage: firstPage.default({}).describe("What the first page shows, see below."),
  site: z
    .boolean()
    .default(true)
    .describe("`false` leaves out `output/site/`, one page per chapter with a search. Default: `true`."),
  colours: z
    .record(z.string().min(1), colour)
    .default({})
    .describe(
      'Colours of values of the data in all charts: `{ road: blue, rail: "#aa3377" }`. A chart’s own `colours` have ' +
        "precedence. Names as in docs/reference/charts.md.",
    ),
  currency: z
    .string()
    .refine((given) => faultOfCurrency(given) === undefined, {
      error: ({ input }) => {
        const fault = faultOfCurrency(input);
        return fault === undefined ? "" : `${fault.message}. ${fault.hint}`;
      },
    })
    .optional()
    .describe(
      "Currency of amounts of money, an ISO 4217 code: `EUR`. The `currency` of a call has precedence. Default: none, so that every call names its own.",
    ),
  parameters: z
    .record(z.string(), z.union([scalar, z.array(z.unknown()), z.record(z.string(), z.unknown())]))
    .default({})
    .describe("Values for the names in cells tagged `parameters`. `-p name=value` has precedence."),
  timeout: z.number().positive().optional().describe("Seconds that a cell may take. Default: 120."),
  checks: z
    .strictObject({
      numbers: z.strictObject({ exempt: z.array(exemption).default([]) }).default({ exempt: [] }),
    })
    .default({ numbers: { exempt: [] } })
    .describe("`numbers: { exempt: [words, /pattern/] }` allows numbers typed by hand in these words."),
});

export type Configuration = z.infer<typeof schema>;

/** Errors name file, line and column. */
export function readConfiguration(text: string, path: string): Configuration {
  const read = readYaml(text);
  if ("fault" in read) {
    const { line, column, message, hint = settings, cause } = read.fault;
    throw new ConfigError(`${path}:${line}:${column}: ${message}`, { cause, hint });
  }
  const { document, value } = read;
  const result = schema.safeParse(value ?? {}, withInput);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => {
    const before = text.slice(0, offsetOf(document, issue)).split("\n");
    return `${path}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}: ${explain(issue)}`;
  });
  throw new ConfigError(faults.join("\n"), { hint: settings });
}

const settings = `Settings: ${Object.keys(schema.shape).join(", ")}.`;

function explain(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const meant = nearest(key, namesAt(issue.path));
    return `unknown name ${quoted(key)}${meant === undefined ? "" : `, did you mean ${meant}?`}`;
  }
  return issueText(issue);
}

function namesAt([part]: z.core.$ZodIssue["path"]): readonly string[] {
  return part === undefined ? Object.keys(schema.shape) : (inside.get(part) ?? ["numbers", "exempt"]);
}
const inside = new Map<PropertyKey, readonly string[]>(
  Object.entries({
    firstPage: firstPage.shape,
    authors: authorFields,
    contact: contactFields,
    license: licenseFields,
  }).map(([name, fields]) => [name, Object.keys(fields)]),
);

/** The position of the value that an issue is about, or of the unknown name. */
function offsetOf(document: YAML.Document, issue: z.core.$ZodIssue): number {
  if (issue.code === "unrecognized_keys" && YAML.isMap(document.contents)) {
    const map = issue.path.length === 0 ? document.contents : document.getIn(issue.path, true);
    const pair = (YAML.isMap(map) ? map : document.contents).items.find(
      ({ key }) => YAML.isScalar(key) && key.value === issue.keys[0],
    );
    if (YAML.isScalar(pair?.key)) return pair.key.range?.[0] ?? 0;
  }
  // A missing value has no position: the object it is missing from is used instead.
  for (let path = issue.path; ; path = path.slice(0, -1)) {
    const node = document.getIn(path, true);
    if (YAML.isNode(node) || path.length === 0) return YAML.isNode(node) ? (node.range?.[0] ?? 0) : 0;
  }
}

/**
 * The pattern for an entry of checks.numbers.exempt: `/…/flags` in JavaScript syntax, else the text itself, with blanks
 * that match line breaks and ends that match word boundaries. Undefined for an invalid pattern.
 */
export function exemptionPattern(given: string): RegExp | undefined {
  if (!given.startsWith("/")) return new RegExp(textPattern(given), "gu");
  const [, pattern, flags = ""] = /^\/(.+)\/([a-z]*)$/s.exec(given) ?? [];
  if (pattern === undefined) return undefined;
  try {
    return new RegExp(pattern, [...new Set(`gu${flags}`)].join(""));
  } catch {
    return undefined;
  }
}

function textPattern(given: string): string {
  const words = given
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return `(?<![\\p{L}\\p{N}])${words.join("\\s+")}(?![\\p{L}\\p{N}])`;
}
