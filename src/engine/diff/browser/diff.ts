/** What runs in the reader's browser; without it everything is there to read, but for filters and steps. */
import { openFoldedTarget } from "../../render/browser/folds.js";
import { filterChanges } from "./filters.js";
import { dividePictures } from "./pictures.js";
import { stepThroughChanges } from "./steps.js";

document.documentElement.classList.add("scripts");
for (const part of document.querySelectorAll<HTMLElement>("[data-script]")) part.hidden = false;
const filters = document.querySelector<HTMLDetailsElement>(".filters");
if (filters !== null) {
  filters.open = matchMedia("(min-width: 70rem)").matches;
  filterChanges(filters);
  stepThroughChanges(filters);
}
dividePictures();
openFoldedTarget();
