/** Cases of a test as data, in a file of YAML beside it: `casesOf("cells.yml", import.meta.url)`. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";

export const casesOf = (name: string, beside: string): unknown =>
  parse(readFileSync(new URL(name, beside), "utf8"));
