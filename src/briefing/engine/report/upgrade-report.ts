import { isRecord } from "../../lib/is-record.js";
import { sha256 } from "../../lib/hash.js";
import { omit } from "../../lib/omit.js";
import { currentName } from "../../model/mime.js";
import { reportSchemaId, reportVersion } from "../../model/report.js";

type Fields = Readonly<Record<string, unknown>>;

/** Converts report.json of an earlier version to the current one; returns anything else unchanged. */
export function upgradeReport(given: unknown): unknown {
  if (!isRecord(given)) return given;
  const content = withCurrentSchema(given);
  if (content["version"] === 1) return fromVersion2(fromVersion1(content));
  if (content["version"] === 2) return fromVersion2(withoutReads(content));
  return content;
}

/** Earlier versions called the schema after decoupling-briefing. */
function withCurrentSchema(content: Fields): Fields {
  const { $schema } = content;
  return typeof $schema === "string" ? { ...content, $schema: currentName($schema) } : content;
}

/** Version 1 had `answer`: a headline and sentences, each of a chapter and some with a figure, of which the first led. */
function fromVersion1(content: Fields): Fields {
  const { answer } = content;
  return { ...omit(content, "answer"), ...(isRecord(answer) && { firstPage: firstPageOf(answer) }) };
}

function firstPageOf({ headline, sentences }: Fields): object {
  const all = Array.isArray(sentences) ? sentences.filter(isRecord) : [];
  const lead = all.map(({ figure }) => figure).find((figure) => figure !== undefined);
  return {
    ...(headline !== undefined && { headline }),
    ...(lead !== undefined && { lead }),
    findings: all.map((sentence) => omit(sentence, "figure")),
  };
}

/** Early reports of version 2 listed the data of each value, which cells do now. */
function withoutReads(content: Fields): Fields {
  const { reads, values } = content;
  if (!isRecord(reads) || !isRecord(values)) return content;
  return {
    ...omit(content, "reads"),
    values: mapped(values, (value) => (isRecord(value) ? omit(value, "reads") : value)),
  };
}

/**
 * Up to version 2, authors' ids were not marked, early reports named the indicators that ran, and the functions of the
 * tool were recorded like those of the project.
 */
function fromVersion2(content: Fields): Fields {
  const { values, sections } = content;
  return {
    ...withoutToolCode(omit(content, "indicators")),
    ...("$schema" in content && { $schema: reportSchemaId }),
    version: reportVersion,
    ...(isRecord(values) && { values: withNamed(values, Array.isArray(sections) ? sections : []) }),
  };
}

/** Ids that are neither numbered nor begin with their chapter and cell were chosen by an author. */
function withNamed(values: Fields, sections: readonly unknown[]): Fields {
  const chapters = new Map(sections.filter(isRecord).map(({ notebook, id }) => [notebook, id]));
  return mapped(values, (value, id) => {
    const place = isRecord(value) ? value["place"] : undefined;
    if (!isRecord(value) || !isRecord(place)) return value;
    const chapter = String(chapters.get(place["notebook"]));
    const isDerived = [".", "-"].some((mark) => id.startsWith(`${chapter}${mark}${String(place["cell"])}-`));
    return isDerived || /\.\d+$/.test(id) ? value : { ...value, named: true };
  });
}

const tool = "briefing";
/** Loaded by every notebook that displays something. */
const markOfTool = "dist/authoring/show/output.js";
/** Code of the tool in this repository, relative to its root, as it was then. */
const toolCode = /^(?:src|dist)\/(?!analysis\/)/;

/**
 * The tool as a package. Where its code was part of the project, the version gets a fingerprint of that code, so that
 * a comparison of two such reports still finds it changed.
 */
function withoutToolCode(content: Fields): Fields {
  const { inputs, provenance, code } = content;
  if (!isRecord(inputs) || !isRecord(provenance)) return content;
  const isTool = (path: string): boolean => markOfTool in inputs && toolCode.test(path);
  const own = Object.entries(inputs).filter(([path]) => isTool(path));
  const version = `${tool}@0.1.0+${sha256(JSON.stringify(own.sort())).slice(0, 8)}`;
  const recordOf = (record: Fields): Fields => {
    const functions = textsIn(record["functions"]);
    const modules = textsIn(record["modules"]);
    const packages = textsIn(record["packages"]);
    const moduleOf = (name: string) => name.slice(0, name.indexOf("#"));
    const ran = (functions ?? []).map(moduleOf);
    const isPackage = (module: string) => /@\d/.test(module);
    const usesTool = [...ran, ...(modules ?? [])].some(isTool);
    const all = [...(packages ?? []), ...ran.filter(isPackage), ...(usesTool ? [version] : [])];
    return {
      ...record,
      functions: functions?.filter((name) => !isPackage(moduleOf(name)) && !isTool(moduleOf(name))),
      modules: modules?.filter((module) => !isTool(module)),
      packages: [...new Set(all)].sort(),
    };
  };
  const withoutTool = (record: Fields): Fields =>
    Object.fromEntries(Object.entries(record).filter(([path]) => !isTool(path)));
  return {
    ...content,
    inputs: withoutTool(inputs),
    provenance: mapped(provenance, (record) => (isRecord(record) ? recordOf(record) : record)),
    ...(isRecord(code) && { code: withoutTool(code) }),
  };
}

const textsIn = (list: unknown): readonly string[] | undefined =>
  Array.isArray(list) && list.every((each) => typeof each === "string") ? list : undefined;

const mapped = (record: Fields, change: (value: unknown, name: string) => unknown): Fields =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
