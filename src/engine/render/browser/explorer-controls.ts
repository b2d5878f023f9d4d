/** The controls of an explorer as a form: ranges with their numbers, choices and checkboxes. */
import { publishedSettings, type Control, type Explorer, type Settings } from "../../../model/explorer.js";
import { own } from "../../../lib/own.js";
import { element } from "./element.js";

/** One control: its element, its value, and how to set it. */
interface Field {
  readonly host: HTMLElement;
  read(): Settings[string];
  write(value: Settings[string]): void;
}

let made = 0;

export function createControls(explorer: Explorer, changed: (settings: Settings) => void) {
  made += 1;
  const published = publishedSettings(explorer);
  const fields = new Map(
    explorer.controls.map((control) => [control.id, fieldOf(control, `explorer-${made}`)]),
  );
  const form = element("form", { class: "controls" }, ...[...fields.values()].map(({ host }) => host));
  const settings = (): Settings => Object.fromEntries([...fields].map(([id, field]) => [id, field.read()]));
  const mark = (now: Settings): void => {
    for (const { id, onlyIf } of explorer.controls) {
      const host = fields.get(id)?.host;
      if (host === undefined) continue;
      host.classList.toggle("changed", JSON.stringify(own(now, id)) !== JSON.stringify(own(published, id)));
      host.hidden = onlyIf !== undefined && own(now, onlyIf.id) !== onlyIf.is;
    }
  };
  form.addEventListener("input", () => {
    const now = settings();
    mark(now);
    changed(now);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
  });
  mark(published);
  /** Restores the published settings. */
  const reset = (): void => {
    for (const [id, field] of fields) field.write(own(published, id) ?? "");
    mark(published);
  };
  /** Focuses the first control: the reset button is hidden after use. */
  const focus = (): void => {
    form.querySelector<HTMLElement>("input, select")?.focus();
  };
  return { form, reset, focus };
}

function fieldOf(control: Control, prefix: string): Field {
  const id = `${prefix}-${control.id}`;
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
  const number = element("input", { type: "number", id, inputmode: "decimal", ...limits });
  const range = element("input", { type: "range", "aria-labelledby": `${id}-label`, ...limits });
  range.addEventListener("input", () => {
    number.value = shown(range.valueAsNumber);
  });
  number.addEventListener("input", () => {
    if (Number.isFinite(number.valueAsNumber)) range.value = number.value;
  });
  const write = (value: Settings[string]): void => {
    range.value = String(value);
    number.value = shown(Number(value));
  };
  write(published);
  const name = element("label", { for: id, id: `${id}-label` }, label);
  const host = element("div", { class: "control" }, name, publishedNote(shown(published)), range, number);
  return { host, write, read: () => number.valueAsNumber };
}

function choiceField({ label, published, options }: Of<"one">, id: string): Field {
  const select = element(
    "select",
    { id },
    ...options.map((option) => element("option", { value: option.value }, option.label)),
  );
  select.value = published;
  const note = publishedNote(options.find(({ value }) => value === published)?.label ?? published);
  return {
    host: element("div", { class: "control" }, element("label", { for: id }, label), note, select),
    read: () => select.value,
    write: (value) => {
      select.value = String(value);
    },
  };
}

function boxesField({ label, published, options }: Of<"several">, id: string): Field {
  const boxes = options.map(({ value }, place) => {
    const box = element("input", { type: "checkbox", id: `${id}-${place}`, value });
    box.checked = published.includes(value);
    return box;
  });
  const lines = boxes.map((box, place) =>
    element("label", { for: `${id}-${place}` }, box, ` ${options[place]?.label ?? ""}`),
  );
  const all = published.length === options.length ? "all" : published.join(", ");
  return {
    host: element(
      "fieldset",
      { class: "control" },
      element("legend", {}, label),
      publishedNote(all),
      ...lines,
    ),
    read: () => boxes.filter(({ checked }) => checked).map(({ value }) => value),
    write: (value) => {
      for (const box of boxes) box.checked = Array.isArray(value) && value.includes(box.value);
    },
  };
}
