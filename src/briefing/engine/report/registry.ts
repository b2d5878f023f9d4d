import { isDeepStrictEqual } from "node:util";
import type { Assumption } from "../../model/assumption.js";
import type { BriefingError } from "../../model/errors.js";
import type { Place, Prose, ReportAssumption, ReportGuard, ReportValue } from "../../model/report.js";
import type { Value } from "../../model/value.js";
import type { Citations } from "./citations/citations.js";
import { placeName, ReportError } from "./errors.js";
import { omit } from "../../lib/omit.js";

type Kind = "figure" | "table" | "value" | "image" | "claim";

/** An id, and whether an author chose it. */
export interface ValueId extends Pick<ReportValue, "named"> {
  readonly id: string;
}

/** A guard whose words may contain values that are not final yet. */
export interface FoundGuard extends Omit<ReportGuard, "text" | "values"> {
  readonly words: Prose;
}

/** Where the code of a value in an output is: the statement that made it, and the text in which it stands. */
export interface ValueOrigin {
  readonly made?: string;
  readonly text?: TextOrigin;
}

/** The text of a figure, a table or a claim: `title`, `1.evidence`. */
export interface TextOrigin {
  readonly element: string;
  readonly field: string;
  /** The words between this value and its neighbours. */
  readonly before: string;
  readonly after: string;
}

/** Assigns numbers and keeps ids unique across all sections while a report is built. */
export class Registry {
  readonly citations: Citations;
  readonly #places = new Map<string, Place>();
  readonly #counts = new Map<Kind, number>();
  readonly #values = new Map<string, ReportValue>();
  /** By the id of the value. */
  readonly origins = new Map<string, ValueOrigin>();
  readonly guards: FoundGuard[] = [];
  readonly #assumptions = new Map<string, { readonly definition: Assumption; readonly places: Place[] }>();

  /** Throws, or records the fault and lets the rest continue. */
  readonly fault: (error: BriefingError) => void;

  constructor(citations: Citations, fault: (error: BriefingError) => void) {
    this.citations = citations;
    this.fault = fault;
  }

  placeOf(kind: Kind, id: string): Place | undefined {
    return this.#places.get(keyOf(kind, id));
  }

  /** Claims an id; the error names both places. */
  claim(kind: Kind, id: string, place: Place): string {
    const key = keyOf(kind, id);
    const before = this.#places.get(key);
    if (before !== undefined) {
      const error = new ReportError(
        `Two ${kind}s have the id "${id}": ${placeName(before)} and ${placeName(place)}.`,
        { hint: "Ids must be unique in a briefing, ignoring case. Rename one of them." },
      );
      this.fault(error);
      let count = 2;
      while (this.#places.has(`${key}-${count}`)) count += 1;
      return this.claim(kind, `${id}-${count}`, place);
    }
    this.#places.set(key, place);
    return id;
  }

  number(kind: "figure" | "table"): number {
    const next = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, next);
    return next;
  }

  /** Keeps a value under its own id, else under the given one, and returns that id. */
  value(
    value: Value,
    { id, named }: ValueId,
    found: Pick<ReportValue, "place" | "expression" | "parts">,
    text?: TextOrigin,
  ): string {
    const key = this.claim("value", value.id ?? id, found.place);
    const isNamed = named === true || value.id !== undefined;
    const { made } = value;
    this.origins.set(key, { ...(made !== undefined && { made }), ...(text && { text }) });
    this.#values.set(key, {
      ...omit(value, "id", "version", "parts", "made"),
      ...found,
      ...(isNamed && { named: true }),
    });
    return key;
  }

  /** The same control may stand in several notebooks. */
  assumption(definition: Assumption, place: Place): void {
    const before = this.#assumptions.get(definition.id);
    if (before === undefined) this.#assumptions.set(definition.id, { definition, places: [place] });
    else if (isDeepStrictEqual(before.definition, definition)) before.places.push(place);
    else {
      const places = [...before.places, place].map((each) => placeName(each)).join(" and ");
      const error = new ReportError(
        `The assumption "${definition.id}" is defined differently in two notebooks: ${places}.`,
        {
          hint: "Put options, label and value into a module, such as notebooks/assumptions.ts, and import them in both.",
        },
      );
      this.fault(error);
    }
  }

  assumptions(): Readonly<Record<string, Omit<ReportAssumption, "answers">>> {
    return Object.fromEntries(
      [...this.#assumptions].map(([id, { definition, places }]) => [
        id,
        { ...omit(definition, "version", "id"), places },
      ]),
    );
  }

  values(): Readonly<Record<string, ReportValue>> {
    return Object.fromEntries(this.#values);
  }
}

/** Some file systems do not distinguish `Peak` from `peak`. */
const keyOf = (kind: Kind, id: string): string => `${kind} ${id.toLowerCase()}`;
