import { fileURLToPath } from "node:url";
import { readPackage, tableFile } from "../../authoring/load/data-folder.js";
import type { DataRow } from "../../authoring/load/schema.js";
import { readRecords } from "../../authoring/load/table-reader.js";
import { unknownParameter } from "../../engine/notebook/parameters.js";
import type { Template } from "./new-project.js";
import { UsageError } from "../../model/errors.js";

const folder = fileURLToPath(new URL("pair", import.meta.url));
const names = ["reporter", "partner"] as const;

/** A briefing on any two economies in the table of all pairs, each given by its code or name. */
export function pairTemplate(parameters: Readonly<Record<string, string>>): Template {
  for (const name of Object.keys(parameters))
    if (!names.some((known) => known === name))
      throw new UsageError(...unknownParameter("The example pair", name, names));
  const given = new Map(Object.entries(parameters));
  const economies = readEconomies();
  const [one, two] = names.map((name) => economyOf(name, given.get(name), economies)) as [Economy, Economy];
  if (one.code === two.code)
    throw new UsageError(`Reporter and partner are both ${one.name} (${one.code}).`, {
      hint: "A pair is two economies: -p reporter=DE -p partner=CN",
    });
  return {
    folder,
    packages: ["briefing-collaboration"],
    words: {
      TITLE: `How much research do ${one.inSentence} and ${two.inSentence} do together?`,
      REPORTER: one.code,
      PARTNER: two.code,
    },
  };
}

/** Parameters belong to the example: other new projects have none yet. */
export function withoutParameters(parameters: Readonly<Record<string, string>>): void {
  const [name] = Object.keys(parameters);
  if (name === undefined) return;
  throw new UsageError(`-p ${name}: a new project without an example has no parameters.`, {
    hint: "For a briefing on two economies: briefing init DIR --example pair -p reporter=DE -p partner=CN",
  });
}

const fields = ["code", "name", "short", "inSentence"] as const;
type Economy = Readonly<Record<(typeof fields)[number], string>>;

function economyOf(parameter: string, given: string | undefined, economies: readonly Economy[]): Economy {
  if (given === undefined)
    throw new UsageError(`The example pair needs -p ${parameter}=CODE.`, {
      hint: "Two economies, for example: -p reporter=DE -p partner=CN",
    });
  const wanted = simple(given);
  const found =
    economies.find(({ code }) => simple(code) === wanted) ??
    economies.find(({ name, short, inSentence }) => [name, short, inSentence].map(simple).includes(wanted));
  if (found !== undefined) return found;
  throw new UsageError(`${parameter}: there is no economy "${given}" in the table of all pairs.`, {
    hint: `${near(wanted, economies)}Codes are those of ISO 3166, two letters, and XK for Kosovo; names also work.`,
  });
}

const shown = 6;

/** Economies whose name contains the words; for two letters, codes with the same first letter. */
function near(wanted: string, economies: readonly Economy[]): string {
  const meant = economies.filter(({ code, name, short }) =>
    wanted.length > 2
      ? [name, short].some((each) => simple(each).includes(wanted))
      : simple(code).startsWith(wanted.slice(0, 1)),
  );
  const listed = meant.slice(0, shown).map(({ code, name }) => `${code} (${name})`);
  return listed.length === 0 ? "" : `Did you mean ${listed.join(", ")}? `;
}

/** Without accents and capitals, so that `Turkiye` and `côte d'ivoire` are found. */
function simple(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("\u2019", "'").toLowerCase().trim();
}

/** All except the aggregates, which the table of all pairs does not count. */
function readEconomies(): readonly Economy[] {
  const located = readPackage(folder);
  const resource = located.descriptor.resources.find(({ name }) => name === "economies");
  if (resource === undefined) throw new Error("the package lacks the table of economies");
  const rows: DataRow[] = [];
  readRecords(tableFile(located, resource), resource, ({ row }) => rows.push(row));
  return rows
    .filter((row) => row["kind"] === "economy")
    .map((row) => Object.fromEntries(fields.map((field) => [field, String(row[field])])) as Economy);
}
