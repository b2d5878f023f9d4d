/** Adds to the values of a report what each of them is and where it comes from. */
import type { DataRead, ValueLineage } from "../../../model/report.js";
import type { InputFiles } from "../inputs.js";
import type { ValueOrigin } from "../registry.js";
import { type Built, type NotebookCode, NotebookLineage } from "./notebook-lineage.js";

interface Input {
  readonly notebooks: readonly NotebookCode[];
  readonly origins: ReadonlyMap<string, ValueOrigin>;
  readonly inputs: InputFiles;
}

/** Adds the lineage of values to a report. */
export function withLineage<R extends Built>(report: R, { notebooks, origins, inputs }: Input): R {
  const reads = new Interned();
  const documentation = new Map<string, string>();
  const docs = docsOf(inputs);
  const followed = new Map(
    notebooks.map((each) => [each.path, new NotebookLineage(each, report, inputs, docs)]),
  );
  const values = Object.entries(report.values).map(([id, value]) => {
    const found = followed.get(value.place.notebook)?.follow(value, origins.get(id) ?? {});
    if (found === undefined) return [id, value] as const;
    for (const name of found.functions) {
      const sentence = docs.get(name);
      if (sentence !== undefined) documentation.set(name, sentence);
    }
    const lineage: ValueLineage = {
      ...(found.name !== undefined && { name: found.name }),
      ...(found.part !== undefined && { part: found.part }),
      ...(found.kind !== undefined && { kind: found.kind }),
      reads: found.reads.map((read) => reads.place(read)),
      functions: found.functions,
    };
    return [id, { ...value, lineage }] as const;
  });
  const sorted = [...documentation].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...report,
    values: Object.fromEntries(values),
    ...(reads.all.length > 0 && { reads: reads.all }),
    ...(sorted.length > 0 && { documentation: Object.fromEntries(sorted) }),
  };
}

class Interned {
  readonly all: DataRead[] = [];
  readonly #places = new Map<string, number>();

  place(read: DataRead): number {
    const key = JSON.stringify(read);
    const found = this.#places.get(key) ?? this.all.push(read) - 1;
    this.#places.set(key, found);
    return found;
  }
}

function docsOf(inputs: InputFiles): ReadonlyMap<string, string> {
  return new Map(
    [...inputs.values()].flatMap((input) =>
      input.kind === "project"
        ? [...(input.docs ?? [])].map(([name, sentence]) => [`${input.path}#${name}`, sentence] as const)
        : [],
    ),
  );
}
