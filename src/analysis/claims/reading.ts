/** How words of a claim that leave room are read, in one way throughout. */
import type { ClaimOptions } from "../../authoring/show/claim.js";

export type Parts = ClaimOptions["parts"];
export type Part = Parts[number];

/** “About” means to within this part of a number; “more” and “fewer” mean by this part at least. */
export const about = 0.1;

/** “Main partners” are the first so many. */
export const mainPartners = 5;

export function isAbout(value: number, said: number): boolean {
  return Math.abs(value / said - 1) <= about;
}

export function isMore(after: number, before: number): boolean {
  return after > before * (1 + about);
}

/** Held: at least 90 % of what it was. A count that fell is another matter: it is lower at all. */
export function isKept(after: number, before: number): boolean {
  return after >= before * (1 - about);
}
