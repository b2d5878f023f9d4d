/** What the kernel adds to Node's globals, as both compilers that check cells see it. */
export const globalsFile = "__kernel__.d.ts";

export const globalDeclarations = `
/**
 * Asks the person who executes the cell and waits for the answer; without one, for the second text.
 * Throws where a notebook is executed without a person, as \`briefing build\` does.
 */
declare function prompt(message?: string, suggestion?: string): string;
/** Asks the person who executes the cell a question that yes or no answers. */
declare function confirm(message?: string): boolean;
`;
