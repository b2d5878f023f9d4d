/** What differs between two notebooks beside their cells: the kernel, and the saved state of widgets. */
import * as z from "zod";
import { own } from "../../../lib/own.js";
import { plural } from "../../../lib/plural.js";
import type { Notebook } from "../../notebook/contract.js";
import type { Sides } from "../briefing.js";
import { capital } from "../kinds/description.js";
import { normaliseLine } from "../kinds/lines.js";
import { pairByMarks } from "../match/pairing.js";

/** For the notes of a comparison, a line each. */
export function notebookNotes({ before, after }: Sides<Notebook>): readonly string[] {
  const earlier = recorded.parse(before.metadata);
  const later = recorded.parse(after.metadata);
  return [...kernelNotes(earlier, later), ...widgetNotes(widgetsOf(earlier), widgetsOf(later))];
}

const stateType = "application/vnd.jupyter.widget-state+json";
const text = z.string().optional().catch(undefined);
const model = z.looseObject({
  model_name: z.string().catch(""),
  state: z.record(z.string(), z.unknown()).catch({}),
});
type Model = z.infer<typeof model>;
const states = z.looseObject({ state: z.record(z.string(), model).catch({}) }).catch({ state: {} });
const recorded = z.looseObject({
  kernelspec: z.looseObject({ name: text }).catch({}).default({}),
  language_info: z.looseObject({ name: text, version: text }).catch({}).default({}),
  widgets: z
    .looseObject({ [stateType]: states.optional() })
    .catch({})
    .default({}),
});
type Recorded = z.infer<typeof recorded>;

/** Only if both notebooks record what differs: some programs leave out the kernel, or the language until a cell ran. */
function kernelNotes(before: Recorded, after: Recorded): readonly string[] {
  const isOther = [
    [before.kernelspec.name, after.kernelspec.name],
    [before.language_info.name, after.language_info.name],
    [before.language_info.version, after.language_info.version],
  ].some(([was, is]) => was !== undefined && is !== undefined && was !== is);
  return isOther ? [`The kernel is now ${kernelWords(after)}, before ${kernelWords(before)}.`] : [];
}

/** `python3 (Python 3.12.1)`. */
function kernelWords({ kernelspec, language_info: { name = "", version = "" } }: Recorded): string {
  const language = `${capital(name)} ${version}`.trim();
  if (kernelspec.name === undefined) return language;
  return language === "" ? kernelspec.name : `${kernelspec.name} (${language})`;
}

interface Widget {
  readonly id: string;
  readonly model: string;
  readonly content: string;
}

/** Layouts and styles are stored as models of their own; they count as a part of their widget. */
const isLook = ({ model_name: name }: Model): boolean => /(?:Layout|Style)Model$/.test(name);

function widgetsOf({ widgets }: Recorded): readonly Widget[] {
  const models = widgets[stateType]?.state ?? {};
  return Object.entries(models).flatMap(([id, each]) =>
    isLook(each) ? [] : [{ id, model: each.model_name, content: contentOf(each, models) }],
  );
}

const reference = /^IPY_MODEL_(.+)$/;
/** Names and versions of the widget's classes, and how often it is displayed. */
const ofClass = /^_(?:model|view)_/;

/** The state of a widget in a form that is the same in every run: ids are new in each, and progress takes another time. */
function contentOf(model: Model, models: Readonly<Record<string, Model>>): string {
  const lookOf = (id: string): unknown => {
    const found = own(models, id);
    if (found === undefined) return "…";
    return isLook(found) ? stateText(found, () => "…") : found.model_name;
  };
  return stateText(model, lookOf);
}

function stateText({ state }: Model, referenceOf: (id: string) => unknown): string {
  const entries = Object.entries(state).filter(([name]) => !ofClass.test(name) && name !== "msg_id");
  entries.sort(([one], [two]) => (one < two ? -1 : 1));
  return JSON.stringify(entries, (_, value: unknown) => {
    if (typeof value !== "string") return value;
    const [, id] = reference.exec(value) ?? [];
    return id === undefined ? value.split("\n").map(normaliseLine).join("\n") : referenceOf(id);
  });
}

/** `State of 4 widgets changed, of 1 removed.` */
function widgetNotes(before: readonly Widget[], after: readonly Widget[]): readonly string[] {
  const { pairs, added, removed } = pairByMarks({ before, after }, [
    ({ id, model }) => `${model} ${id}`,
    ({ model, content }) => `${model} ${content}`,
    ({ model }) => model,
  ]);
  const changed = pairs.filter((pair) => pair.before.content !== pair.after.content);
  const counts = [
    { count: changed.length, verb: "changed" },
    { count: added.length, verb: "added" },
    { count: removed.length, verb: "removed" },
  ].filter(({ count }) => count > 0);
  const [first, ...others] = counts;
  if (first === undefined) return [];
  const parts = [
    `State of ${plural(first.count, "widget")} ${first.verb}`,
    ...others.map(({ count, verb }) => `of ${count} ${verb}`),
  ];
  return [`${parts.join(", ")}.`];
}
