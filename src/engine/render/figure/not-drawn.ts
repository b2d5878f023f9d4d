/** Why a figure cannot be drawn, in words that lead to the place in its specification. */
import { FigureError } from "../errors.js";
import type { SpecObject } from "./size.js";
import { specFault } from "./spec-fault.js";
import type { Vega } from "./vega.js";

interface Figure {
  readonly id: string;
  readonly spec: SpecObject;
}

/** What Vega logged, with its name before it. */
export class VegaError extends Error {}

export function notDrawn({ id, spec }: Figure, error: unknown, { core }: Vega): FigureError {
  const said = error instanceof VegaError ? error.message : String(error);
  const fault = said.includes("call stack") ? "its spec is nested too deeply." : faultIn(spec, core);
  return new FigureError(
    `Figure "${id}" cannot be drawn: ${fault ?? `${short(said.replace(/^(?:\w*Error: )*/, ""))}.`}`,
    {
      cause: error,
      hint:
        fault === undefined
          ? "Try its spec in the Vega-Lite editor, or look for a misspelt field or type."
          : `Vega-Lite says: ${short(said)}`,
    },
  );
}

function faultIn(spec: SpecObject, { parseExpression }: Vega["core"]): string | undefined {
  try {
    return inherited(spec) ?? badExpression(spec, parseExpression) ?? specFault(spec);
  } catch (error) {
    // What Vega could still read may be nested too deeply for the search.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Groups by this name are lost or end the drawing: Vega keeps groups as properties of objects. */
export function refuseProto({ id, spec }: Figure): void {
  if (textIn(spec, (text) => text === "__proto__") === undefined) return;
  throw new FigureError(`Figure "${id}" cannot be drawn: a row holds the text "__proto__".`, {
    hint: "Vega takes it for a property of JavaScript's objects and loses the row: write it in another way.",
  });
}

/** Vega finds a field of such a name in every object, whether or not a row has it. */
function inherited(spec: SpecObject): string | undefined {
  const name = textIn(spec, (text, key) => key === "field" && text in Object.prototype);
  return (
    name && `its field "${name}" is called like something that every JavaScript object has; rename the field.`
  );
}

function badExpression(spec: SpecObject, parse: (text: string) => unknown): string | undefined {
  let reason = "";
  const bad = textIn(spec, (text, key) => {
    if (!["calculate", "filter", "expr", "test"].includes(key)) return false;
    try {
      parse(text);
      return false;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
      return true;
    }
  });
  return bad && `the expression "${short(bad)}" cannot be read: ${short(reason)}.`;
}

/** Vega-Lite repeats whole specifications in what it says. */
const short = (text: string): string =>
  (text.length > 300 ? `${text.slice(0, 300)} …` : text).replace(/\.$/, "");

/** The first text that is meant, with the key that it stands under. */
function textIn(
  value: unknown,
  isMeant: (text: string, key: string) => boolean,
  key = "",
): string | undefined {
  if (typeof value === "string") return isMeant(value, key) ? value : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, item] of Object.entries(value)) {
    const found = textIn(item, isMeant, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
