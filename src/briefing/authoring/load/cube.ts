/** A project's cube of single papers, data/cube/, created by `briefing works build DIR -o data/cube`. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../lib/hash.js";
import { own } from "../../lib/own.js";
import { type Cube, type CubeRows, cubeSchemaId, type CubeTables } from "../../model/cube.js";
import { currentName } from "../../model/mime.js";
import { findPackage } from "./data-folder.js";
import { DataError } from "./errors.js";
import { ParquetFile } from "./parquet-file.js";
import { noteOpened, noteRead } from "./reads.js";

const folder = "data/cube";

/** Null if the project has no cube; the program ships without one. */
export function loadCube(): CubeTables | null {
  const { project } = findPackage();
  const file = join(project, folder, "cube.json");
  if (!existsSync(file)) return null;
  noteRead({ file });
  const facts = noteOpened(file, () => readFacts(file));
  const checked = new Set<string>();
  return {
    facts,
    rows: (table) => {
      const path = `${folder}/${table}.parquet`;
      const at = join(project, path);
      noteRead({ file: at });
      if (!checked.has(table)) requireDescribed(at, { path, sha256: own(facts.tables, table)?.fileSha256 });
      checked.add(table);
      return { [Symbol.iterator]: () => rowsIn<typeof table>(at, path) };
    },
  };
}

const remake = `Rebuild the cube: briefing works build DIR -o ${folder}`;

function readFacts(file: string): Cube {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new DataError(`${folder}/cube.json is not JSON: ${(cause as Error).message}`, {
      cause,
      hint: remake,
    });
  }
  const { $schema, pair, panel, tables } = (content ?? {}) as Partial<Record<keyof Cube, unknown>>;
  const isList = (value: unknown) => Array.isArray(value) && value.length === 2;
  if (
    typeof $schema !== "string" ||
    currentName($schema) !== cubeSchemaId ||
    !isList(pair) ||
    !isList(panel) ||
    typeof tables !== "object" ||
    tables === null
  )
    throw new DataError(`${folder}/cube.json does not describe a cube that this version reads`, {
      hint: remake,
    });
  return content as Cube;
}

function requireDescribed(
  file: string,
  { path, sha256: expected }: { readonly path: string; readonly sha256: string | undefined },
): void {
  const content = reading(path, () => noteOpened(file, () => readFileSync(file)));
  if (sha256(content) !== expected)
    throw new DataError(`${path} is not the table that ${folder}/cube.json describes`, { hint: remake });
}

/** Names as in the file; 64-bit integers become numbers. */
function* rowsIn<Name extends keyof CubeRows>(file: string, path: string): Generator<CubeRows[Name]> {
  const parquet = reading(path, () => noteOpened(file, () => new ParquetFile(file)));
  try {
    const names = parquet.columns.map(({ name }) => name);
    for (let group = 0; group < parquet.groups; group++) {
      const columns = reading(path, () => parquet.readGroup(group));
      const length = columns[0]?.length ?? 0;
      for (let row = 0; row < length; row++) {
        const cells: Record<string, unknown> = {};
        for (let at = 0; at < names.length; at++) {
          const value = columns[at]?.[row];
          // eslint-disable-next-line local/lookups -- columns of a table that cube.json describes
          cells[names[at] ?? ""] = typeof value === "bigint" ? Number(value) : value;
        }
        yield cells as CubeRows[Name];
      }
    }
  } finally {
    parquet.close();
  }
}

function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new DataError(`${path} cannot be read: ${(cause as Error).message}`, { cause, hint: remake });
  }
}
