import { writeFile } from "node:fs/promises";

/** Writes a notebook of TypeScript cells, as another tool would. */
export async function writeNotebook(
  file: string,
  cells: readonly string[],
  tags: readonly string[] = [],
): Promise<void> {
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
    cells: cells.map((source, index) => ({
      cell_type: "code",
      id: `cell-${index + 1}`,
      metadata: index === 0 && tags.length > 0 ? { tags } : {},
      execution_count: null,
      outputs: [],
      source,
    })),
  };
  await writeFile(file, JSON.stringify(notebook));
}
