import { once } from "../../../lib/once.js";
import { guardFormat } from "../../../model/guard.js";
import type { StoredReport } from "../../report/stored-report.js";
import type { Briefing, Sides } from "../briefing.js";
import { kindOf, type Compared, type Draft } from "../kinds/index.js";
import { onlyPlaced } from "../kinds/kind.js";
import type { Cause, Why } from "../shapes.js";
import type { Alignment } from "../match/align.js";
import { groupBy } from "../match/pairing.js";
import { changedInputs, type ChangedInputs } from "./changed-inputs.js";
import { isPackage } from "./data-files.js";
import type { InputChange } from "./input-change.js";
import { addUse, codeChanges, lineagesOf, type Lineage, type LineageOf, type Use } from "./lineage.js";

/** Why each change happened: the inputs that differ, and which of them the change depends on. */
export function explain(
  { drafts, tolerated }: Compared,
  { briefings, alignment }: { readonly briefings: Sides<Briefing>; readonly alignment: Alignment },
) {
  const { before, after } = briefings;
  const changed = changedInputs({ before: { ...before, report: alignment.before }, after });
  const isFunctionChanged = codeChanges(alignment);
  const lineages = {
    before: lineagesOf(alignment.before, changed, isFunctionChanged),
    after: lineagesOf(alignment.after, changed, isFunctionChanged),
  };
  const whyOf = whyFinder(alignment, lineages, changed);
  // With places under the names their own side uses.
  const changes = drafts.map((draft) => ({
    ...draft,
    ...(draft.before && { before: alignment.formerPlace(draft.before) }),
    why: whyOf(draft),
  }));
  // Includes what affects differences within the tolerance and values without a reader.
  const lists = new Set(changes.map(({ why }) => why.causes));
  const effective = new Set([...lists].flatMap((causes) => causes.map(({ input }) => input)));
  const alone = drafts.filter(({ kind, status }) => kind === "value" && status !== "changed");
  for (const places of [...tolerated, ...alone])
    for (const { changedInputs } of lineagesBehind(places, lineages))
      for (const input of changedInputs.keys()) effective.add(input);
  return { changes, changed, effective };
}

/** Finds out why something changed: the inputs on its lineage, on either side, that differ. */
function whyFinder(reports: Sides<StoredReport>, lineages: Sides<LineageOf>, changed: ChangedInputs) {
  const causesByCells = new Map<string, readonly Cause[]>();
  const order = likelinessOf(changed);
  // Changes in the same cells share one list.
  const causesOf = (draft: Draft): readonly Cause[] => {
    const cells = cellsOf(draft);
    const causes = causesByCells.get(cells) ?? causesAt(draft, lineagesBehind(draft, lineages), order);
    causesByCells.set(cells, causes);
    return causes;
  };
  const packages = [...changed.keys()]
    .filter(isPackage)
    .map((input): Cause => ({ input, strength: "direct" }));
  const isReformed = reformedTexts(reports);
  const edited: Why = { status: "edited", causes: [] };
  return (draft: Draft): Why => {
    if (draft.kind === "source") return packages.length > 0 ? { status: "inputs", causes: packages } : edited;
    if (draft.kind === "image" && draft.attached === true) return edited;
    const hasNewForm = isReformed(draft);
    if (isWritten(draft) && !hasNewForm) return edited;
    // A number that was added or removed by an edit of the text, whatever it depends on.
    const isEdit =
      (draft.kind === "value" && isRewritten(draft)) ||
      (draft.kind === "sentence" && draft.condition !== undefined);
    if (draft.kind === "value" && isEdit && !hasNewForm && (draft.status !== "changed" || isGuardEdit(draft)))
      return edited;
    const causes = causesOf(draft);
    const inputs: Why = { status: "inputs", causes };
    const hasCause = causes.some(({ strength }) => strength === "direct");
    if (hasNewForm) return hasCause ? { ...inputs, note: reformed } : edited;
    if (isEdit) return { status: hasCause ? "inputs" : "edited", causes, note: rewritten };
    return causes.length > 0 ? inputs : unexplained(draft, lineagesBehind(draft, lineages));
  };
}

const reformed = "It was not edited by hand: a computed text took another form.";
export const rewritten = "Its expression in the text was edited.";

/** Whether the change was written by hand, so that no computed cause is needed. */
function isWritten(draft: Draft): boolean {
  const { isText, weigh } = kindOf(draft);
  return isText === true || (draft.status === "changed" && weigh(draft) === onlyPlaced);
}

/** A guard whose condition was edited but has the same result. */
const isGuardEdit = ({ was, is }: Extract<Draft, { kind: "value" }>): boolean =>
  was?.format === guardFormat && was.raw === is?.raw;

/** A value of a Markdown cell whose expression was added, removed or rewritten. */
function isRewritten(draft: Extract<Draft, { kind: "value" }>): boolean {
  const { was, is } = draft;
  if (draft.status === "changed") return draft.aspects.includes("expression");
  return (is ?? was)?.expression !== undefined;
}

/** The likelier cause first: the cell itself, data, parameters, earlier cells, modules, packages. */
const likelier: readonly InputChange["kind"][] = ["data", "parameters", "cell", "module", "package"];

function lineagesBehind({ before, after }: Places, of: Sides<LineageOf>): readonly Lineage[] {
  return [before && of.before(before), after && of.after(after)].filter((each) => each !== undefined);
}

type Places = Pick<Draft, "before" | "after">;

/** The same text for changes of the same cells. */
export const cellsOf = ({ before, after }: Places): string =>
  [before, after].map((at) => `${at?.notebook ?? ""}#${at?.cell ?? ""}`).join("\n");

type Order = ReadonlyMap<string, number>;

/** The place of each input among all: the likelier cause first, then by name. */
function likelinessOf(changed: ChangedInputs): Order {
  const placed = [...changed].map(([input, { kind }]) => ({
    input,
    // A data package describes data; it does not contain them.
    at: likelier.indexOf(isPackage(input) ? "module" : kind),
  }));
  placed.sort((one, two) => one.at - two.at || (one.input < two.input ? -1 : 1));
  return new Map(placed.map(({ input }, index) => [input, index]));
}

function causesAt({ before, after }: Places, lineages: readonly Lineage[], order: Order): readonly Cause[] {
  const uses = new Map<string, Use>();
  for (const { changedInputs } of lineages)
    for (const [input, use] of changedInputs) addUse(uses, input, use);
  const place = after ?? before;
  const own = `${place?.notebook ?? ""}#${place?.cell ?? ""}`;
  const rankOf = (input: string) => (input === own ? -1 : (order.get(input) ?? order.size));
  const later = order.size + 2;
  return [...uses]
    .map(([input, use]) => ({ input, use, at: (use.strength === "direct" ? 0 : later) + rankOf(input) }))
    .sort((one, two) => one.at - two.at)
    .map(({ input, use: { strength, functions } }) => ({
      input,
      strength,
      ...(functions.size > 0 && { functions: [...functions].sort() }),
    }));
}

function unexplained(draft: Draft, lineages: readonly Lineage[]): Why {
  const unknown = (note: string): Why => ({ status: "unknown", causes: [], note });
  if (draft.kind === "figure" && !draft.data && draft.spec.length + draft.texts.length === 0 && !draft.unread)
    return unknown(
      "Data, specification and words are the same: it was drawn by another version of the program.",
    );
  if (lineages.length === 0 || lineages.some(({ isRecorded }) => !isRecorded))
    return unknown("The report does not record its inputs.");
  if (draft.status !== "changed")
    return unknown("All its inputs are the same: a tag may show or hide its output.");
  const environment = [...new Set(lineages.flatMap(({ environment }) => environment))];
  if (environment.length > 0)
    return unknown(
      `No recorded input differs, but environment variables were read whose values are not recorded: ${environment.join(", ")}.`,
    );
  const linked = [...new Set(lineages.flatMap(({ linked }) => linked))];
  if (linked.length > 0)
    return unknown(
      `No recorded input differs. ${linked.join(" and ")} lies in the project, where its code may have changed without a new version; otherwise its cells do not return the same result each time.`,
    );
  const note = "All its inputs are the same: its cells do not return the same result each time.";
  return { status: "non-deterministic", causes: [], note };
}

/**
 * Finds changes explained by expressions that exist on both sides but have new results: "fell by 4 % since 2019"
 * instead of "never fell". They are not edits, although values were added or removed.
 */
function reformedTexts({ before, after }: Sides<StoredReport>): (draft: Draft) => boolean {
  const places = once(() => reformedPlaces(before, after));
  return (draft) => {
    // A value that was added or removed, or a text that changed: nothing else reports it.
    const isEdit = draft.kind === "value" ? draft.status !== "changed" : draft.status === "changed";
    const place = draft.after ?? draft.before;
    if (!isEdit || (draft.kind !== "value" && draft.kind !== "prose") || place === undefined) return false;
    const cell = `${place.notebook}#${place.cell}`;
    return places().has(draft.kind === "value" ? `${cell} ${baseOf(draft.id)}` : cell);
  };
}

/** Cells with expressions whose results changed, as `notebook#cell`, and with the id of each. */
function reformedPlaces(before: StoredReport, after: StoredReport): ReadonlySet<string> {
  const earlier = expressionsOf(before);
  const found = new Set<string>();
  for (const [base, values] of expressionsOf(after)) {
    const former = earlier.get(base) ?? [];
    const was = former[0]?.value;
    const is = values[0]?.value;
    const isSame = former.map(({ id }) => id).join() === values.map(({ id }) => id).join();
    if (is === undefined || was?.expression !== is.expression || isSame) continue;
    const cell = `${is.place.notebook}#${is.place.cell}`;
    found.add(cell).add(`${cell} ${base}`);
  }
  return found;
}

function expressionsOf({ values }: StoredReport) {
  const all = Object.entries(values).map(([id, value]) => ({ id, value }));
  return groupBy(all, ({ id, value }) => (value.expression === undefined ? undefined : baseOf(id)));
}

/** Values of one text are numbered: `fall.1`, `fall.2`. */
function baseOf(id: string): string {
  return id.replace(/\.\d+$/, "");
}
