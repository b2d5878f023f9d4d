import { existsSync } from "node:fs";
import { DataError } from "./errors.js";
import { type LocatedPackage, readPackage, storedTable } from "./locate.js";
import { type DataProblem } from "./problem.js";
import { type FileFacts, locateProblems, streamRecords } from "./stream.js";
import { ReferencedKeys } from "./referenced-keys.js";
import type { Resource } from "./schema.js";
import { type Reference, TableChecker } from "./table-checker.js";

interface TableCheck {
  readonly name: string;
  readonly path: string;
  readonly rows: number;
}

export interface DataCheck {
  readonly tables: readonly TableCheck[];
  /** In full, in the order of files and lines; of each file no more than the limit. */
  readonly problems: readonly DataProblem[];
  /** How many more there are. */
  readonly omitted: number;
}

/**
 * Checks every table of a project's data/ against datapackage.json: header, types, constraints, keys, references,
 * size and hash. Streams, so that a table may be larger than memory. Rejects with a DataError only where there is no
 * package to check against.
 *
 * @param project the folder that holds data/
 * @param options.limit so many problems of each file are described; the rest are counted
 */
export async function validateData(
  project: string,
  { limit = 1000 }: { readonly limit?: number } = {},
): Promise<DataCheck> {
  const located = readPackage(project);
  const referenced = new ReferencedKeys(located);
  const checks: (TableCheck & { readonly problems: readonly DataProblem[]; readonly total: number })[] = [];
  for (const resource of located.descriptor.resources)
    checks.push(await checkTable(located, resource, referenced, limit));
  const problems = checks.flatMap((check) => check.problems);
  return {
    tables: checks.map(({ name, path, rows }) => ({ name, path, rows })),
    problems,
    omitted: checks.reduce((sum, { total }) => sum + total, 0) - problems.length,
  };
}

async function checkTable(
  located: LocatedPackage,
  resource: Resource,
  referenced: ReferencedKeys,
  limit: number,
) {
  const stored = storedTable(located, resource);
  const { path } = stored;
  const result = (rows: number, problems: readonly DataProblem[], total = problems.length) => ({
    name: resource.name,
    path,
    rows,
    problems,
    total,
  });
  if (!existsSync(stored.file)) return result(0, [{ path, message: "the file is missing" }]);
  try {
    const references: Reference[] = [];
    for (const key of resource.foreignKeys) {
      const known = await referenced.of(key);
      if (known !== undefined) references.push({ key, known });
    }
    const checker = new TableChecker(resource, references, limit);
    const facts = await streamRecords(stored, (cells) => {
      checker.take(cells);
    });
    // A key whose hash was seen before is a problem only if the key itself was: look for it from the start.
    if (checker.suspects.size > 0) {
      const again = new TableChecker(resource, [], 0);
      await streamRecords(stored, (cells) => {
        again.findFirst(cells, checker.suspects);
      });
      checker.confirmSuspects();
    }
    const described = await locateProblems(stored, checker.problems);
    const changed = changedFile(resource, facts, path);
    return result(checker.rows, [...changed, ...described], changed.length + checker.total);
  } catch (error) {
    if (error instanceof DataError) return result(0, error.problems);
    throw error;
  }
}

function changedFile(resource: Resource, facts: FileFacts, path: string): readonly DataProblem[] {
  const same =
    (resource.sha256 === undefined || resource.sha256 === facts.sha256) &&
    (resource.bytes === undefined || resource.bytes === facts.bytes);
  if (same) return [];
  const message =
    `the file is not the one that data/datapackage.json describes; if the change is meant, ` +
    `put "bytes": ${facts.bytes} and "hash": "sha256:${facts.sha256}" there`;
  return [{ path, message }];
}
