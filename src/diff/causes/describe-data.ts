import type { Briefing } from "../briefing.js";
import { compareCsv } from "./csv-rows.js";
import type { InputChange } from "./input-change.js";
import { packageChange, primaryKeys } from "./data-package.js";

/** Adds to changed data files the rows that differ, where the contents of both sides are at hand. */
export function describeData(
  changes: ReadonlyMap<string, InputChange>,
  earlier: Briefing,
  later: Briefing,
): ReadonlyMap<string, InputChange> {
  const keys = primaryKeys([...later.inputs, ...earlier.inputs]);
  return new Map(
    [...changes].map(([name, change]) => {
      if (change.kind !== "data" || change.status !== "changed") return [name, change];
      const [before, after] = [earlier.inputs.get(change.path), later.inputs.get(change.path)];
      const isTable = /\.(?:csv|tsv)(?:\.gz)?$/i.test(change.path);
      if (before === undefined || after === undefined) {
        const unread = [
          ...(before === undefined ? (["before"] as const) : []),
          ...(after === undefined ? (["after"] as const) : []),
        ];
        return [name, isTable ? { ...change, unread } : change];
      }
      if (isTable) {
        const delimiter = /\.tsv(?:\.gz)?$/i.test(change.path) ? "\t" : ",";
        return [
          name,
          { ...change, ...compareCsv(before, after, { delimiter, key: keys.get(change.path) ?? [] }) },
        ];
      }
      if (change.path.endsWith("datapackage.json")) {
        const found = packageChange(before, after, change.path, (path) => changes.has(path));
        if (found === undefined) return [name, change];
        const facts =
          found.says === "the same" ? { restates: true as const } : { resources: found.resources };
        return [name, { ...change, ...facts }];
      }
      return [name, change];
    }),
  );
}
