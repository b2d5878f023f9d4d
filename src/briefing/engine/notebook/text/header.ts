/** The first lines of a text notebook, between two lines of ---: its front matter, and what jupytext keeps there. */
import * as YAML from "yaml";
import { omit } from "../../../lib/omit.js";
import { readYaml } from "../../../lib/yaml.js";
import { metadataKey } from "../../../model/mime.js";
import type { JsonObject } from "../../client/contract.js";
import { kernelMetadata, kernelName as builtin } from "../../compile/kernel-metadata.js";
import type { Cell, Notebook } from "../contract.js";
import { isJsonObject, objectOf } from "../json.js";
import { kernelName, notebookLanguage } from "../metadata.js";
import { withCurrentNames } from "../stored-text.js";
import type { TextFault } from "./contract.js";

export interface Header {
  /** The lines of the front matter with those of dashes, or undefined if it is all jupytext's. */
  readonly frontMatter: string | undefined;
  /** The id of the cell that holds it. */
  readonly id: string;
  readonly metadata: JsonObject;
  /** The index of the first line below. */
  readonly end: number;
}

const dashes = /^---\s*$/;
const ofJupytext = /^jupyter\s*:\s*$/;
/** The usual id of the cell; any other is in the metadata. */
const usualId = "front-matter";
const idKey = "frontMatter";

/** The name of the fences that are cells. */
export function cellLanguage(metadata: JsonObject): string | undefined {
  return notebookLanguage({ metadata });
}

export function readHeader(lines: readonly string[], complain: (fault: TextFault) => never): Header {
  const last = lines.findIndex((line, index) => index > 0 && dashes.test(line));
  if (last < 0)
    complain({
      line: 1,
      message: "the front matter is not closed: a second line of --- is missing.",
      hint: "Write --- on a line of its own below the front matter.",
    });
  const start = lines.findIndex((line, index) => index < last && ofJupytext.test(line));
  const jupyter = start < 0 ? [] : lines.slice(start, last);
  const after = jupyter.findIndex((line, index) => index > 0 && /^\S/.test(line));
  if (after >= 0)
    complain({
      line: start + after + 1,
      message: "jupyter: is not the last entry of the front matter.",
      hint: "Move it, with the lines that are indented below it, to the end of the front matter.",
    });
  const rest = lines.slice(1, start < 0 ? last : start);
  const stored = readMetadata(jupyter, start + 1, complain);
  rejectOtherFormats(rest, stored, complain);
  const ours = objectOf(stored[metadataKey]);
  const id = ours[idKey];
  return {
    frontMatter: rest.length === 0 ? undefined : ["---", ...rest, "---"].join("\n"),
    id: typeof id === "string" ? id : usualId,
    metadata: withKernel(typeof id === "string" ? withoutId(stored, ours) : stored),
    end: last + 1,
  };
}

function withoutId(metadata: JsonObject, ours: JsonObject): JsonObject {
  const left = omit(ours, idKey);
  return Object.keys(left).length === 0 ? omit(metadata, metadataKey) : { ...metadata, [metadataKey]: left };
}

function readMetadata(
  lines: readonly string[],
  first: number,
  complain: (fault: TextFault) => never,
): JsonObject {
  if (lines.length === 0) return {};
  const read = readYaml(lines.join("\n"));
  if ("fault" in read) {
    const { line, column, message, hint } = read.fault;
    complain({
      line: first + line - 1,
      column,
      message: `the entry jupyter: is not YAML: ${message}`,
      ...(hint !== undefined && { hint }),
    });
  }
  const value = read.value as JsonObject;
  const jupyter = value["jupyter"] ?? {};
  if (!isJsonObject(jupyter))
    complain({ line: first, message: "the entry jupyter: is not a mapping of names to values." });
  return withCurrentNames(jupyter);
}

/** Markdown notebooks of other dialects would be read as prose. */
function rejectOtherFormats(
  rest: readonly string[],
  stored: JsonObject,
  complain: (fault: TextFault) => never,
): void {
  const { text_representation: form } = objectOf(stored["jupytext"]);
  const { format_name: name } = objectOf(form);
  const myst = rest.findIndex((line) => /^(?:jupytext|kernelspec)\s*:/.test(line));
  const isOther = typeof name === "string" && name !== "markdown";
  if (!isOther && myst < 0) return;
  complain({
    line: isOther ? 1 : myst + 2,
    message: `this is a notebook in another dialect of Markdown (${isOther ? name : "myst"}), whose cells are not read here.`,
    hint: "Convert it: jupytext --to ipynb NOTEBOOK, then briefing convert.",
  });
}

/** A notebook that names no kernel is one of the built-in kernel, whose metadata are constant. */
export function withKernel(metadata: JsonObject): JsonObject {
  const isNamed = isJsonObject(metadata["kernelspec"]) || isJsonObject(metadata["language_info"]);
  if (!isNamed) return { ...metadata, ...kernelMetadata };
  if (kernelName({ metadata }) !== builtin) return metadata;
  const kernelspec = { ...objectOf(metadata["kernelspec"]), ...kernelMetadata.kernelspec };
  return { ...metadata, ...kernelMetadata, kernelspec };
}

/** The first lines, and the cells that they do not hold. */
export function writeHeader({ metadata, cells }: Pick<Notebook, "metadata" | "cells">): {
  readonly lines: readonly string[];
  readonly cells: readonly Cell[];
} {
  const [first, ...others] = cells;
  const written = first === undefined ? undefined : frontMatterLines(first);
  const stored = storedMetadata(metadata, written === undefined ? undefined : first?.id);
  const needsMore = Object.keys(stored).length === 0 && written === undefined;
  const { kernelspec } = kernelMetadata;
  const jupyter = needsMore ? { kernelspec } : stored;
  const added = Object.keys(jupyter).length === 0 ? [] : yamlLines({ jupyter });
  const lines = ["---", ...(written ?? []), ...added, "---"];
  return { lines, cells: written === undefined ? cells : others };
}

const yamlLines = (value: JsonObject): readonly string[] =>
  YAML.stringify(value, { lineWidth: 0, singleQuote: true, sortMapEntries: true, indentSeq: false })
    .trimEnd()
    .split("\n");

/** The lines between the dashes of a front matter; undefined if the cell is not one and is written like other cells. */
function frontMatterLines({
  cell_type: type,
  source,
  metadata,
  attachments,
}: Cell): readonly string[] | undefined {
  const lines = source.split("\n");
  const inside = lines.slice(1, -1);
  const isWhole = lines.length > 2 && lines[0] === "---" && lines.at(-1) === "---";
  const isPlain = type === "raw" && Object.keys(metadata).length === 0 && attachments === undefined;
  const isReadable = !inside.some((line) => dashes.test(line) || ofJupytext.test(line));
  return isWhole && isPlain && isReadable ? inside : undefined;
}

/** Those that a notebook of the built-in kernel has besides the usual ones. */
function storedMetadata(metadata: JsonObject, id: string | undefined): JsonObject {
  const isUsual = kernelName({ metadata }) === builtin;
  const named = isUsual ? omit(metadata, "language_info", "kernelspec") : metadata;
  const { kernelspec } = metadata;
  const more = isUsual ? omit(objectOf(kernelspec), ...Object.keys(kernelMetadata.kernelspec)) : {};
  const kept = Object.keys(more).length === 0 ? named : { ...named, kernelspec: objectOf(kernelspec) };
  if (id === undefined || id === usualId) return kept;
  return { ...kept, [metadataKey]: { ...objectOf(kept[metadataKey]), [idKey]: id } };
}
