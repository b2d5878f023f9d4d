/** Reads cube.json, which describes the tables beside it. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { type Cube, cubeSchemaId, currentName, notThere, sha256, shownPath } from "briefing/commands";
import { parseAs, WorksError } from "./errors.js";

const years = z.tuple([z.int(), z.int()]);

const cubeSchema: z.ZodType<Cube> = z.object({
  $schema: z.preprocess(
    (given) => (typeof given === "string" ? currentName(given) : given),
    z.literal(cubeSchemaId),
  ),
  engine: z.string(),
  pair: z.tuple([z.string(), z.string()]),
  years,
  panel: years,
  types: z.array(z.string()),
  hyper: z.object({ countries: z.int(), authors: z.int() }),
  records: z.int(),
  works: z.int(),
  counted: z.int(),
  inputs: z.array(z.object({ name: z.string(), sha256: z.string().optional(), records: z.int() })),
  tables: z.record(z.string(), z.object({ rows: z.int(), rowsSha256: z.string(), fileSha256: z.string() })),
  hash: z.string(),
});

export const cubeHash = (tables: Cube["tables"]): string =>
  sha256(
    Object.entries(tables)
      .map(([name, { rowsSha256 }]) => `${name} ${rowsSha256}\n`)
      .sort()
      .join(""),
  );

export const tableFile = (cube: string, name: string): string => path.join(cube, `${name}.parquet`);

export async function readCube(folder: string): Promise<Cube> {
  const file = path.join(folder, "cube.json");
  const text = await readFile(file, "utf8").catch(notThere);
  if (text === undefined)
    throw new WorksError(`${shownPath(folder)} contains no cube.`, {
      hint: "Create one with briefing works build DIR -o CUBE.",
    });
  return parseAs(cubeSchema, text, shownPath(file), { hint: "Rebuild the cube with briefing works build." });
}
