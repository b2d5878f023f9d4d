/** The controls of an explorer as a form: ranges with their numbers, choices and checkboxes. */
import { publishedSettings, type Control, type Explorer, type Settings } from "../../../model/explorer.js";
import { own } from "../../../lib/own.js";
import { element } from "./element.js";

/** One control: its element, and its value. */
interface Field {
  readonly host: HTMLElement;
  readonly read: () => Settings[string];
}

let made = 0;

export function createControls(explorer: Explorer, changed: (settings: Settings) => void) {
  made += 1;
  const published = publishedSettings(explorer);
  const fields = explorer.controls.map((control) => ({
    ...control,
    ...fieldOf(control, `explorer-${made}-${control.id}`),
  }));
  const form = element("form", { class: "controls" }, ...fields.map(({ host }) => host));
  const mark = (now: Settings): void => {
    for (const { id, host, onlyIf } of fields) {
      host.classList.toggle("changed", JSON.stringify(own(now, id)) !== JSON.stringify(own(published, id)));
      host.hidden = onlyIf !== undefined && own(now, onlyIf.id) !== onlyIf.is;
    }
  };
  form.addEventListener("input", () => {
    const now = Object.fromEntries(fields.map(({ id, read }) => [id, read()]));
    mark(now);
    changed(now);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
  });
  mark(published);
  /** Restores the published settings, which the controls have as their defaults. */
  const reset = (): void => {
    form.reset();
    mark(published);
  };
  /** Focuses the first control: the reset button is hidden after use. */
  const focus = (): void => {
    form.querySelector<HTMLElement>("input, select")?.focus();
  };
  return { form, reset, focus };
}

function fieldOf(control: Control, id: string): Field {
  switch (control.kind) {
    case "number":
      return numberField(control, id);
    case "one":
      return choiceField(control, id);
    case "several":
      return boxesField(control, id);
  }
}

type Of<Kind extends Control["kind"]> = Extract<Control, { readonly kind: Kind }>;

const publishedNote = (value: string): HTMLElement =>
  element("span", { class: "published" }, `published: ${value}`);

function numberField({ label, published, min, max, step }: Of<"number">, id: string): Field {
  const limits = { min: String(min), max: String(max), step: String(step) };
  const digits = /\.(\d+)$/.exec(limits.step)?.[1]?.length ?? 0;
  const shown = (value: number): string => value.toFixed(digits);
  // A browser fits a value to the limits that it already has.
  const ofNumber = { type: "number", id, inputmode: "decimal", ...limits, value: shown(published) };
  const number = element("input", ofNumber);
  const ofRange = { "aria-labelledby": `${id}-label`, ...limits, value: String(published) };
  const range = element("input", { type: "range", ...ofRange });
  range.addEventListener("input", () => {
    number.value = shown(range.valueAsNumber);
  });
  number.addEventListener("input", () => {
    if (Number.isFinite(number.valueAsNumber)) range.value = number.value;
  });
  const name = element("label", { for: id, id: `${id}-label` }, label);
  const host = element("div", { class: "control" }, name, publishedNote(shown(published)), range, number);
  return { host, read: () => number.valueAsNumber };
}

function choiceField({ label, published, options }: Of<"one">, id: string): Field {
  const choices = options.map((option) => {
    const selected = option.value === published && { selected: "" };
    return element("option", { value: option.value, ...selected }, option.label);
  });
  const select = element("select", { id }, ...choices);
  const note = publishedNote(options.find(({ value }) => value === published)?.label ?? published);
  const host = element("div", { class: "control" }, element("label", { for: id }, label), note, select);
  return { host, read: () => select.value };
}

function boxesField({ label, published, options }: Of<"several">, id: string): Field {
  const boxes = options.map(({ value }, place) => {
    const checked = published.includes(value) && { checked: "" };
    return element("input", { type: "checkbox", id: `${id}-${place}`, value, ...checked });
  });
  const lines = boxes.map((box, place) =>
    element("label", { for: box.id }, box, ` ${options[place]?.label ?? ""}`),
  );
  const note = publishedNote(published.length === options.length ? "all" : published.join(", "));
  const host = element("fieldset", { class: "control" }, element("legend", {}, label), note, ...lines);
  return { host, read: () => boxes.filter(({ checked }) => checked).map(({ value }) => value) };
}
