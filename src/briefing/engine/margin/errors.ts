/** Why a condition, or a part of it, has no margin: an expected outcome, never an error of the build. */
export class NoMargin extends Error {}

/** Stops the evaluation with the reason, a phrase that continues “no margin: …”. */
export function noMargin(reason: string): never {
  throw new NoMargin(reason);
}

/** The reason why an evaluation ended. */
export const reasonOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message.replace(/\s+/g, " ").slice(0, 200) : "it could not be evaluated";
