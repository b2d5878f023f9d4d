import type { BrowserContextOptions } from "playwright-core";

/** How readers meet a page. */
export interface PageState {
  readonly name: string;
  readonly options: BrowserContextOptions;
}

const desk = { width: 1280, height: 800 } as const;
const phone = { width: 390, height: 844 } as const;
/** In CSS pixels: magnified twice, a window of 1280 has 640 of them. */
const zoomed = { width: 640, height: 400 } as const;

export const pageStates: readonly PageState[] = [
  { name: "light", options: { viewport: desk, colorScheme: "light" } },
  { name: "dark", options: { viewport: desk, colorScheme: "dark" } },
  { name: "forced colours", options: { viewport: desk, colorScheme: "light", forcedColors: "active" } },
  { name: "200 % zoom", options: { viewport: zoomed, deviceScaleFactor: 2, colorScheme: "light" } },
  { name: "phone", options: { viewport: phone, deviceScaleFactor: 2, colorScheme: "light" } },
];
