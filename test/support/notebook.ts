/** Notebooks as they are stored. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };

export const codeCell = (id: string, source: string, metadata: object = {}) =>
  ({ cell_type: "code", id, metadata, source, outputs: [], execution_count: null }) as const;

export const textCell = (type: "markdown" | "raw", id: string, source: string) => ({
  ...{ cell_type: type, id, metadata: {}, source },
});

export const stored = (cells: readonly object[], metadata: object = { kernelspec }): string =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells });

/** A notebook of code cells: cell-1, cell-2 and so on; `tags` are the first one's. */
export function writeNotebook(file: string, sources: readonly string[], tags?: readonly string[]): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const metadata = (index: number) => (index === 0 && tags !== undefined ? { tags } : {});
  writeFileSync(
    file,
    stored(sources.map((source, index) => codeCell(`cell-${index + 1}`, source, metadata(index)))),
  );
}
