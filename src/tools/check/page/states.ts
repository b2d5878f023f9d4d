/** How readers meet a page. */
export interface PageState {
  readonly name: string;
  /** In CSS pixels: magnified twice, a window of 1280 has 640 of them. */
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  /** Media features that are said to hold. */
  readonly features: readonly { readonly name: string; readonly value: string }[];
}

const light = { name: "prefers-color-scheme", value: "light" };
const dark = { name: "prefers-color-scheme", value: "dark" };
const desk = { width: 1280, height: 800, scale: 1 } as const;

export const pageStates: readonly PageState[] = [
  { name: "light", ...desk, features: [light] },
  { name: "dark", ...desk, features: [dark] },
  { name: "forced colours", ...desk, features: [light, { name: "forced-colors", value: "active" }] },
  { name: "200 % zoom", width: 640, height: 400, scale: 2, features: [light] },
  { name: "phone", width: 390, height: 844, scale: 2, features: [light] },
];
