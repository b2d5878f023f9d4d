/** What the preview sends to an open page, as the data of server-sent events. */

/** A place of the page that differs from the page before the last save. */
export interface Mark {
  readonly kind: string;
  /** What changed, in a few words. */
  readonly title: string;
  /** Id of the element that changed, or that contains the changed words. */
  readonly anchor?: string;
  /** Id of a computed value, shown as a button. */
  readonly value?: string;
  /** Words that the changed paragraph of `anchor`'s chapter holds. */
  readonly words?: readonly string[];
}

/** The result of a build. */
export type Outcome =
  /** `struck` lists the sentences that the page shows struck, for a terminal. */
  | { readonly status: "built"; readonly line: string; readonly struck?: string }
  /** `text` is what a terminal would show: what happened, where, the code frame. */
  | { readonly status: "failed"; readonly text: string };

export type PreviewEvent =
  | { readonly kind: "building" }
  | { readonly kind: "page"; readonly line: string }
  | { readonly kind: "error"; readonly text: string }
  | { readonly kind: "marks"; readonly line: string; readonly marks: readonly Mark[] };
