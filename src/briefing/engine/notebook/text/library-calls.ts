/** Calls of what notebooks import from `briefing`, in code that is read as text. */

/** Everything that is exported, except types. */
export const libraryNames: readonly string[] = (
  "area assume bar box bumpChart change claim divergingBars dots figure fill fmt heat histogram holds line load map " +
  "present ranges remember scatter scoreboard slope sql table text"
).split(" ");

/** `load(…)`, `assume.select(…)` and text`…`; not a method such as `rows.map(…)`, nor the definition of a function. */
const call = new RegExp(
  String.raw`(?<![\w$.]|\bfunction\s+)(${libraryNames.join("|")})(?:\.\w+)?(?:<[^()]*>)?\s*[(\x60]`,
);

/** The first name that the code calls. */
export const calledOfLibrary = (code: string): string | undefined => call.exec(code)?.[1];
