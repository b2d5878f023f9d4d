import type { Prose, ProsePart, Report } from "../../../model/report.js";
import { nearest } from "../../../lib/nearest.js";
import { CitationError } from "../errors.js";
import { findReferences } from "../../notebook/markdown/read.js";
import type { CitedWork, FoundReference } from "../../notebook/markdown/syntax.js";
import { inlineProse, type InlinePart } from "../spans.js";
import type { References } from "./style.js";

/** Collects the citations and cross-references of a briefing while it is built. */
export class Citations {
  readonly #references: References | undefined;
  readonly #onFault: (error: CitationError) => void;
  readonly #cited = new Map<string, CitedWork>();
  /** Figures and tables that are referred to, and where. */
  readonly #targets: { readonly name: string; readonly place: string }[] = [];
  #isMissingReported = false;

  /** `onFault` throws, or returns to leave the text as written. */
  constructor(references: References | undefined, onFault: (error: CitationError) => void) {
    this.#references = references;
    this.#onFault = onFault;
  }

  /** What the page shows for a reference found in a text; undefined to leave the text as written. */
  #part(found: FoundReference, place: string): ProsePart | undefined {
    if (found.kind === "target") {
      this.#targets.push({ name: found.target, place });
      return { target: found.target };
    }
    const unknown = found.works.find(({ key }) => this.#references?.keys.includes(key) !== true);
    if (unknown !== undefined) {
      // Without the file every citation lacks its entry, so one message is enough.
      if (this.#references !== undefined || !this.#isMissingReported)
        this.#onFault(this.#unknownKey(unknown.key, place));
      this.#isMissingReported ||= this.#references === undefined;
      return undefined;
    }
    return {
      citations: found.works.map((work) => {
        const id = work.locator === undefined ? work.key : `${work.key}, ${work.locator}`;
        this.#cited.set(id, work);
        return id;
      }),
    };
  }

  /** The references in a text, at their positions; `placeOf` identifies them in messages. */
  spans(text: string, placeOf: (found: FoundReference) => string): readonly InlinePart[] {
    return findReferences(text).flatMap((found) => {
      const part = this.#part(found, placeOf(found));
      return part === undefined ? [] : [{ start: found.start, end: found.end, parts: [part] }];
    });
  }

  /** The same for text outside Markdown cells. */
  prose(prose: Prose, place: string): Prose {
    const placeOf = () => place;
    return prose.flatMap((part) =>
      typeof part === "string" ? inlineProse(part, this.spans(part, placeOf)) : [part],
    );
  }

  finish(): Pick<Report, "citations" | "bibliography"> {
    if (this.#references === undefined || this.#cited.size === 0) return { citations: {}, bibliography: [] };
    const cited = [...this.#cited];
    const { texts, bibliography } = this.#references.format(cited.map(([, work]) => work));
    const citations = cited.map(
      ([id, work], index) => [id, { key: work.key, text: texts[index] ?? work.key }] as const,
    );
    return { citations: Object.fromEntries(citations), bibliography };
  }

  checkTargets(known: readonly string[], onMissing: (error: CitationError) => void): void {
    for (const { name, place } of this.#targets) {
      if (known.includes(name)) continue;
      const meant = nearest(name, known);
      const kind = name.startsWith("fig-") ? "figure" : "table";
      onMissing(
        new CitationError(`${place}: @${name} refers to no ${kind} of the briefing.`, {
          hint: meant === undefined ? `Available: ${known.join(", ") || "none"}.` : `Did you mean @${meant}?`,
        }),
      );
    }
  }

  #unknownKey(key: string, place: string): CitationError {
    if (this.#references === undefined) {
      return new CitationError(
        `${place}: [@${key}] is cited, but there is no references.bib beside the notebook.`,
        {
          hint: "Add the work to references.bib as BibTeX.",
        },
      );
    }
    const { keys, path } = this.#references;
    const meant = nearest(key, keys);
    return new CitationError(`${place}: [@${key}] is cited, but ${path} has no such entry.`, {
      hint: meant === undefined ? `Add it to ${path}.` : `Did you mean [@${meant}]?`,
    });
  }
}
