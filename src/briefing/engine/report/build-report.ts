import { displaysIn, evidenceOf } from "./claim-evidence.js";
import { sha256 } from "../../lib/hash.js";
import type { BriefingError } from "../../model/errors.js";
import { reportVersion, type Provenance, type Report, type Section } from "../../model/report.js";
import { NotebookProgram } from "../notebook/program.js";
import { sectionAnswers, withUnder, type SectionAnswers } from "./answers.js";
import { readCellFacts } from "./bundles.js";
import type { ProjectFacts } from "./facts.js";
import { firstPageOf, theOnly } from "./first-page.js";
import { Citations } from "./citations/citations.js";
import { guardsOf } from "./guards.js";
import { placeIn, placeName, ReportError } from "./errors.js";
import { splitFunction } from "./lineage.js";
import { linkedPackages, moduleStem, provenanceOf, type InputFiles } from "./inputs.js";
import { withDefaultSources } from "./data/used-data.js";
import { plainProse, targetOf } from "./prose.js";
import { projectPath } from "./published.js";
import { sinceOf, type PreviousReport } from "./previous.js";
import { Registry } from "./registry.js";
import { parametersHash } from "./texts.js";
import { hasFailed, notebookSection, type ReportedExecution } from "./section.js";
import type { NotebookCode } from "./value-lineage/notebook-lineage.js";
import { withLineage } from "./value-lineage/value-lineage.js";

/**
 * Builds the Report from executed notebooks in the order of the briefing. Pure: `inputs` comes from `readInputs`. A
 * fault in a notebook stops the build unless `onFault` records it and returns; then the rest is kept.
 */
export const buildReport = (...given: Parameters<typeof buildReportWithAnswers>): Report =>
  buildReportWithAnswers(...given).report;

/** The same, with what the page shows under other settings of assumptions. */
export function buildReportWithAnswers(
  executions: readonly ReportedExecution[],
  project: ProjectFacts,
  inputs: InputFiles,
  onFault: (error: BriefingError) => void = refuse,
): { readonly report: Report; readonly answers: readonly SectionAnswers[] } {
  // What a chapter that failed would have shown is missing on account of its failure.
  const onMissing = executions.some(hasFailed) ? () => undefined : onFault;
  const citations = new Citations(project.references, onFault);
  const registry = new Registry(citations, onFault);
  const notebooks = executions.map(({ path: file, notebook, failures = [] }) => ({
    path: projectPath(file, project.root),
    notebook,
    program: new NotebookProgram(notebook),
    root: project.root,
    registry,
    failures,
  }));
  const read = notebooks.map(notebookSection);
  const answers = notebooks.map(sectionAnswers).filter(({ cells }) => cells.length > 0);
  const sections = read.map(({ section }) => section);
  rejectDuplicateNames(sections);
  const blocks = sections.flatMap((section) => section.blocks);
  citations.checkTargets(
    blocks.flatMap((block) => targetOf(block) ?? []),
    onMissing,
  );
  checkChapters(sections, registry, onMissing);
  const offers = read.map(({ offer }) => offer);
  const firstPage = firstPageOf(offers, sections, project.firstPage ?? {}, { onFault, onMissing });
  const { provenance, hashes, code } = traced(notebooks, inputs);
  const { parameters = {}, previous } = project;
  const given = parametersHash(parameters);
  if (given !== undefined) hashes["parameters"] = given;
  if (previous !== undefined) hashes["previous"] = previous.sha256;
  const title = theOnly("briefingTitle", offers, onFault);
  const linked = linkedPackages(inputs);
  const shown = { values: withSince(registry.values(), previous), ...citations.finish() };
  const guards = guardsOf(registry.guards, shown, previous);
  const assumptions = assumptionsOf(registry, answers);
  const built = {
    version: reportVersion,
    title: title === undefined ? project.title : plainProse(title, shown),
    language: project.language ?? "en",
    authors: project.authors,
    ...(project.publication && { publication: project.publication }),
    ...(project.date === undefined ? {} : { date: project.date }),
    ...(previous && { previous: previous.date === undefined ? {} : { date: previous.date } }),
    ...(firstPage && { firstPage }),
    sections: withDefaultSources(numberedFigures(sections, firstPage), {
      provenance,
      ...(project.sources && { sources: project.sources }),
    }),
    ...shown,
    ...(guards.length > 0 && { guards }),
    ...(assumptions && { assumptions }),
    ...(project.changes !== undefined && { changes: project.changes }),
    ...(project.sources && { sources: project.sources }),
    provenance,
    ...(linked.length > 0 && { linkedPackages: linked }),
    inputs: hashes,
    ...(project.texts && { texts: project.texts }),
    ...(Object.keys(code).length > 0 && { code }),
  } satisfies Report;
  const report = withLineage(built, { notebooks, origins: registry.origins, inputs });
  return { report: answers.length === 0 ? report : withUnder(report, answers), answers };
}

/** Undefined if readers can change nothing. */
function assumptionsOf(registry: Registry, answers: readonly SectionAnswers[]): Report["assumptions"] {
  const found = Object.entries(registry.assumptions());
  if (found.length === 0) return undefined;
  const carried = new Set(answers.flatMap(({ cells }) => cells.flatMap(({ on }) => on)));
  return Object.fromEntries(
    found.map(([id, assumption]) => [
      id,
      carried.has(id) ? { ...assumption, answers: "carried" as const } : assumption,
    ]),
  );
}

/** What every cell touched, the hashes of those inputs, and the fingerprints of the functions that ran. */
function traced(notebooks: readonly NotebookCode[], inputs: InputFiles) {
  const provenance = new Map<string, Provenance>();
  const hashes = new Map<string, string>();
  const modules = new Map<string, ReadonlyMap<string, string>>();
  const ran = new Set<string>();
  for (const { path: notebook, notebook: content, program } of notebooks) {
    for (const cell of content.cells) {
      const key = `${notebook}#${cell.id}`;
      const trace = readCellFacts(cell, placeIn(notebook, cell))?.trace;
      if (trace !== undefined) {
        const touched = provenanceOf(trace, inputs);
        provenance.set(key, { ...touched, cells: program.cellsBehind(cell).map(({ id }) => id) });
        // A source file may only name the functions of the module compiled from it; then it is not an input itself.
        for (const file of [...trace.files, ...trace.modules]) {
          const input = inputs.get(file);
          if (input !== undefined && input.kind !== "package") hashes.set(input.path, input.sha256);
          if (input?.kind === "project" && input.codes) modules.set(input.path, input.codes);
        }
        // `src/fmt.ts#ratio` by the module that was loaded, whatever file it was compiled to.
        for (const { module, name } of touched.functions.map(splitFunction))
          ran.add(`${moduleStem(module)}#${name}`);
      }
      if (cell.cell_type === "code") hashes.set(key, sha256(cell.source));
    }
  }
  const code = [...modules].flatMap(([module, codes]) => {
    const own = [...codes].filter(([name]) => name === "" || ran.has(`${moduleStem(module)}#${name}`));
    return own.length > 1 ? [[module, Object.fromEntries(own)] as const] : [];
  });
  return {
    provenance: Object.fromEntries(provenance),
    hashes: Object.fromEntries(hashes),
    code: Object.fromEntries(code),
  };
}

function withSince(values: Report["values"], previous: PreviousReport | undefined): Report["values"] {
  if (previous === undefined) return values;
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => [id, { ...value, since: sinceOf(id, value, previous) }]),
  );
}

/** Sections are named after their files: two with one name would share anchors and ids. */
function rejectDuplicateNames(sections: Report["sections"]): void {
  const seen = new Map<string, string>();
  for (const { id, notebook } of sections) {
    const before = seen.get(id.toLowerCase());
    if (before !== undefined) {
      throw new ReportError(`Two notebooks have the name "${id}": ${before} and ${notebook}.`, {
        hint: "Chapters are named after their files; rename one of them.",
      });
    }
    seen.set(id.toLowerCase(), notebook);
  }
}

/** Figures are numbered in reading order: those of the first page, then those of the chapters. */
function numberedFigures(sections: Report["sections"], firstPage: Report["firstPage"]): Report["sections"] {
  const first = [firstPage?.lead, firstPage?.claims];
  const ids = sections.flatMap(({ blocks }) =>
    blocks.flatMap((each) => (each.kind === "figure" ? each.id : [])),
  );
  const order = [...new Set([...first.filter((id) => id !== undefined), ...ids])];
  return sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) =>
      block.kind === "figure" ? { ...block, number: order.indexOf(block.id) + 1 } : block,
    ),
  }));
}

function evidenceHint(section: Section): string {
  const ids = displaysIn(section).map(({ id }) => id);
  if (ids.length === 0) return `That chapter has no figure or table. Name the chapter alone: ${section.id}.`;
  return `Name a figure or table of that chapter by its id: ${ids.join(", ")}.`;
}

/** The chapter that a claim names must be in the briefing, and so must a figure or table of it. */
function checkChapters(
  sections: Report["sections"],
  registry: Registry,
  onMissing: (error: BriefingError) => void,
): void {
  const ids = sections.map(({ id }) => id);
  for (const { notebook, blocks } of sections) {
    for (const block of blocks) {
      if (block.kind !== "claim" || block.chapter === undefined) continue;
      if (evidenceOf(block, { sections }) !== undefined) continue;
      const place = registry.placeOf("claim", block.id) ?? { notebook, cell: block.cell };
      const claim = `${placeName(place)}: claim "${block.id}"`;
      const [name = "", wanted = ""] = block.chapter.split("#");
      const section = sections.find(({ id }) => id === name);
      onMissing(
        section === undefined
          ? new ReportError(`${claim} names the chapter "${name}", which the briefing does not have.`, {
              hint: `Name a chapter by its notebook, without the extension: ${ids.join(", ")}.`,
            })
          : new ReportError(`${claim} names "${wanted}" in the chapter "${name}", which does not show it.`, {
              hint: evidenceHint(section),
            }),
      );
    }
  }
}

function refuse(error: BriefingError): never {
  throw error;
}
