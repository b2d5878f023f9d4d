/** Data of the server-sent events from the preview to an open page. */

/** A place on the page that differs from the page before the last save. */
export interface Mark {
  readonly kind: string;
  /** The change, in a few words. */
  readonly title: string;
  /** Id of the element that changed, or that contains the changed words. */
  readonly anchor?: string;
  /** Id of a computed value, shown as a button. */
  readonly value?: string;
  /** Words in the changed paragraph of `anchor`'s chapter. */
  readonly words?: readonly string[];
}

/** The result of a build. */
export type Outcome =
  /** For a terminal: the sentences shown struck out on the page, and warnings that the build before did not have. */
  | {
      readonly status: "built";
      readonly line: string;
      readonly struck?: string;
      readonly warnings?: readonly string[];
    }
  /** `text`: the terminal message, with what happened, where, and the code frame. */
  | { readonly status: "failed"; readonly text: string };

export type PreviewEvent =
  | { readonly kind: "building" }
  | { readonly kind: "page"; readonly line: string }
  | { readonly kind: "error"; readonly text: string }
  | { readonly kind: "marks"; readonly line: string; readonly marks: readonly Mark[] };
