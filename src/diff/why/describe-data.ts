import type { Briefing } from "../contract.js";
import type { InputChange } from "../contract/inputs.js";
import { compareCsv } from "./csv-rows.js";
import { packageChange, primaryKeys } from "./data-package.js";

/** Adds to changed data files the rows that differ, where the contents of both sides are at hand. */
export function describeData(
  changes: ReadonlyMap<string, InputChange>,
  before: Briefing,
  after: Briefing,
): ReadonlyMap<string, InputChange> {
  const keys = primaryKeys([...after.inputs, ...before.inputs]);
  return new Map(
    [...changes].map(([name, change]) => {
      if (change.kind !== "data" || change.status !== "changed") return [name, change];
      const [was, is] = [before.inputs.get(change.path), after.inputs.get(change.path)];
      const isTable = /\.(?:csv|tsv)(?:\.gz)?$/i.test(change.path);
      if (was === undefined || is === undefined) {
        const unread = [
          ...(was === undefined ? (["before"] as const) : []),
          ...(is === undefined ? (["after"] as const) : []),
        ];
        return [name, isTable ? { ...change, unread } : change];
      }
      if (isTable) {
        const delimiter = /\.tsv(?:\.gz)?$/i.test(change.path) ? "\t" : ",";
        return [name, { ...change, ...compareCsv(was, is, { delimiter, key: keys.get(change.path) ?? [] }) }];
      }
      if (change.path.endsWith("datapackage.json")) {
        const found = packageChange(was, is, change.path, (path) => changes.has(path));
        if (found === undefined) return [name, change];
        const facts =
          found.says === "the same" ? { restates: true as const } : { resources: found.resources };
        return [name, { ...change, ...facts }];
      }
      return [name, change];
    }),
  );
}
