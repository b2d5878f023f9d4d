/**
 * Edits with the expected report: `first`, the key of the change that stands first (null: nothing but what is
 * folded away), and `cause`, all that its line on the cause says. `chapters` are those that the edit can touch.
 */
import { codeEdits } from "./code-edits.mjs";
import { dataEdits } from "./data-edits.mjs";
import { notebookEdits } from "./notebook-edits.mjs";

export const cases = [...codeEdits, ...dataEdits, ...notebookEdits];
