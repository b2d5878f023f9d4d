/** briefing.yml and front matter, each with the expected error; none if it is valid. */
import { casesOf } from "../../support/cases.js";

type Case = readonly [name: string, text: string, message: string];
interface Cases {
  readonly wrongSettings: readonly Case[];
  /** Valid settings, and their effect. */
  readonly rightSettings: readonly (readonly [name: string, text: string, settings: object])[];
  readonly wrongFrontMatter: readonly Case[];
}
const cases = casesOf("settings.yml", import.meta.url) as Cases;
const depth: Case = ["depth", `title: ${"[".repeat(20_000)}`, "500 levels deep"];

export const { rightSettings } = cases;
export const wrongFrontMatter = [...cases.wrongFrontMatter, depth];
export const wrongSettings: readonly Case[] = [
  ...cases.wrongSettings,
  depth,
  ["a name of a megabyte", `${"x".repeat(1_000_000)}: a`, "briefing.yml:1:1: "],
];
