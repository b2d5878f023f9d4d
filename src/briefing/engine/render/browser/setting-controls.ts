/** The controls of assumptions as forms; several controls of one assumption show the same value. */
import {
  isSameValue,
  valueIn,
  valueLabel,
  valueText,
  type AssumptionValue,
} from "../../../model/assumption.js";
import type { CarriedAssumption } from "../answers/carried-units.js";
import { element } from "./element.js";
import { labels } from "./setting-labels.js";

interface Field {
  readonly host: HTMLElement;
  /** Focused when the published settings are restored. */
  readonly input: HTMLElement;
  readonly show: (value: AssumptionValue) => void;
}

export interface Control extends Field {
  readonly id: string;
}

let made = 0;

/** Replaces the words of a control by a form. */
export function createControl(
  place: HTMLElement,
  assumption: CarriedAssumption,
  changed: (value: AssumptionValue) => void,
): Control {
  made += 1;
  const name = `assume-${made}-${assumption.id}`;
  const note = element(
    "span",
    { class: "published", id: `${name}-published` },
    `${labels.published}: ${valueLabel(assumption.value, assumption)}`,
  );
  const take = (text: string): void => {
    const value = valueIn(text, assumption);
    if (value !== undefined) changed(value);
  };
  const field = fieldOf(assumption, name, take);
  const form = element("form", { class: `control ${assumption.kind}` }, field.host, note);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
  });
  place.querySelector(":scope > p:not(.note)")?.replaceWith(form);
  const show = (value: AssumptionValue): void => {
    field.show(value);
    place.classList.toggle("changed", !isSameValue(value, assumption.value));
  };
  show(assumption.value);
  return { id: assumption.id, host: place, input: field.input, show };
}

function fieldOf(assumption: CarriedAssumption, name: string, take: (text: string) => void): Field {
  switch (assumption.kind) {
    case "select":
      return selectField(assumption, name, take);
    case "range":
      return rangeField(assumption, name, take);
    case "toggle":
      return toggleField(assumption, name, take);
    case "checkbox":
      return checkboxField(assumption, name, take);
  }
}

const described = (name: string) => ({ "aria-describedby": `${name}-published` });

function selectField(
  { label, options }: CarriedAssumption,
  name: string,
  take: (text: string) => void,
): Field {
  const choices = options.map((option) => element("option", { value: String(option.value) }, option.label));
  const input = element("select", { id: name, ...described(name) }, ...choices);
  input.addEventListener("change", () => {
    take(input.value);
  });
  const host = element("span", { class: "field" }, element("label", { for: name }, label), " ", input);
  return {
    host,
    input,
    show: (value) => {
      input.value = valueText(value);
    },
  };
}

/** The slider moves between the options, whose labels it speaks. */
function rangeField(assumption: CarriedAssumption, name: string, take: (text: string) => void): Field {
  const { label, options } = assumption;
  const limits = { min: "0", max: String(options.length - 1), step: "1" };
  const input = element("input", { type: "range", id: name, ...limits, ...described(name) });
  const output = element("output", { for: name });
  const write = (index: number): void => {
    const words = options[index]?.label ?? "";
    output.textContent = words;
    input.setAttribute("aria-valuetext", words);
  };
  input.addEventListener("input", () => {
    write(input.valueAsNumber);
    take(valueText(options[input.valueAsNumber]?.value ?? assumption.value));
  });
  const host = element(
    "span",
    { class: "field" },
    element("label", { for: name }, label),
    " ",
    input,
    " ",
    output,
  );
  return {
    host,
    input,
    show: (value) => {
      const index = options.findIndex((option) => option.value === value);
      input.value = String(index);
      write(index);
    },
  };
}

function toggleField({ label }: CarriedAssumption, name: string, take: (text: string) => void): Field {
  const input = element("input", { type: "checkbox", id: name, ...described(name) });
  input.addEventListener("change", () => {
    take(String(input.checked));
  });
  const host = element("span", { class: "field" }, input, " ", element("label", { for: name }, label));
  return {
    host,
    input,
    show: (value) => {
      input.checked = value === true;
    },
  };
}

function checkboxField(
  { label, options }: CarriedAssumption,
  name: string,
  take: (text: string) => void,
): Field {
  const boxes = options.map(({ value }, place) =>
    element("input", { type: "checkbox", id: `${name}-${place}`, value: String(value) }),
  );
  const lines = boxes.map((box, place) =>
    element("label", { for: box.id }, box, ` ${options[place]?.label ?? ""} `),
  );
  const host = element("fieldset", described(name), element("legend", {}, label), ...lines);
  const show = (value: AssumptionValue): void => {
    const checked = typeof value === "object" ? value.map(String) : [];
    for (const box of boxes) box.checked = checked.includes(box.value);
    // One must stay checked.
    for (const box of boxes) box.disabled = checked.length === 1 && box.checked;
  };
  host.addEventListener("change", () => {
    take(boxes.flatMap((box) => (box.checked ? box.value : [])).join(","));
  });
  return { host, input: boxes[0] ?? host, show };
}
