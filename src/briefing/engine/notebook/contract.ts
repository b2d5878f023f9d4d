/** nbformat 4.5 as this program relies on it; the field names are those of the format. */
import type { JsonObject, MimeBundle } from "../client/contract.js";

export type { JsonObject, MimeBundle } from "../client/contract.js";

export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}
interface DisplayOutput {
  readonly output_type: "display_data";
  readonly data: MimeBundle;
  readonly metadata: JsonObject;
}
interface ResultOutput {
  readonly output_type: "execute_result";
  readonly data: MimeBundle;
  readonly metadata: JsonObject;
  readonly execution_count: number | null;
}
export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

interface CellBase {
  /** Unique in the notebook; generated from position and content if the file (nbformat < 4.5) has none. */
  readonly id: string;
  readonly metadata: JsonObject;
  /** A single string with LF line ends. */
  readonly source: string;
  readonly attachments?: JsonObject;
  /** 1-based, of the source's first line in the file; only for a text notebook, whose lines are those of the file. */
  readonly line?: number;
}
export interface CodeCell extends CellBase {
  readonly cell_type: "code";
  readonly outputs: readonly Output[];
  readonly execution_count: number | null;
}
export interface MarkdownCell extends CellBase {
  readonly cell_type: "markdown";
}
interface RawCell extends CellBase {
  readonly cell_type: "raw";
}
export type Cell = CodeCell | MarkdownCell | RawCell;

export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: JsonObject;
  readonly cells: readonly Cell[];
}

/**
 * What the kernel evaluates for a text: a value, `` `{ts} …` `` or `` `{ts #id} …` ``, or the condition of a guard,
 * `[…]{holds=…}` or `[…]{when=…}`. Code blocks contain none.
 */
export interface InlineExpression {
  readonly kind: "value" | "holds" | "when";
  /** Id chosen by the author, else cell id and a slug of the expression; for a condition, that of its guard. */
  readonly id: string;
  readonly expression: string;
  /** 1-based position of the expression's first character in the cell's source. */
  readonly line: number;
  readonly column: number;
  /** Offsets of the whole code span, or of the condition, in the source; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}
