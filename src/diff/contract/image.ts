/** How two raster pictures differ. */
export interface PixelDifference {
  /** Width and height. */
  readonly was: readonly [number, number];
  readonly is: readonly [number, number];
  /** Number of pixels that differ; absent where size or kind of colour do. */
  readonly differing?: number;
}
