/** A new chapter: it builds at once, on the first table of the project where there is one. */
import type { Resource } from "../../authoring/load/schema.js";
import type { Cell, JsonObject, Notebook } from "../../engine/notebook/contract.js";

const shownRows = 5;
const shownFields = 6;

export interface NewChapter {
  readonly id: string;
  readonly title: string;
  /** The table it begins with. */
  readonly table?: Resource;
  readonly metadata: JsonObject;
}

export function newChapter({ id, title, table, metadata }: NewChapter): Notebook {
  const body = table === undefined ? withoutTable() : withTable(id, table);
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata,
    cells: [text("raw", "front-matter", `---\ntitle: ${JSON.stringify(title)}\n---`), ...body],
  };
}

function withTable(id: string, table: Resource): readonly Cell[] {
  const fields = table.fields.map(({ name }) => quoted(name));
  const some = fields.slice(0, shownFields).join(", ");
  return [
    code("imports", `import { fmt, load, table } from "decoupling-briefing";`),
    code("rows", `const rows = load(${quoted(table.name)});`),
    text("markdown", "question", `${comment}\n\nThe table has \`{ts} fmt.count(rows.length)\` rows.`),
    code(
      "first-rows",
      [
        `table(rows.slice(0, ${shownRows}), {`,
        `  id: ${quoted(`${id}-rows`)},`,
        `  title: ${quoted(table.title ?? table.name)},`,
        ...(fields.length > shownFields ? [`  columns: [${some}],`] : []),
        `  caption: "The first rows of the table.",`,
        "});",
      ].join("\n"),
    ),
  ];
}

function withoutTable(): readonly Cell[] {
  return [
    code("imports", `import { fmt } from "decoupling-briefing";`),
    code("rows", "const rows: number[] = [];"),
    text("markdown", "question", `${comment}\n\nThere are \`{ts} fmt.count(rows.length)\` rows.`),
  ];
}

/** Not printed. `summary:` is printed on the first page, so that a chapter begins without one. */
const comment = `<!-- A comment is not printed. Begin with what the chapter asks. Every number in a sentence is an expression.
In the front matter above, summary: is the sentence that answers; the first page prints it. -->`;

const quoted = (value: string): string => JSON.stringify(value);
const code = (id: string, source: string): Cell => ({
  cell_type: "code",
  id,
  metadata: {},
  source,
  outputs: [],
  execution_count: null,
});
const text = (kind: "raw" | "markdown", id: string, source: string): Cell => ({
  cell_type: kind,
  id,
  metadata: {},
  source,
});
