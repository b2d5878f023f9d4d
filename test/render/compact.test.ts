import { describe, expect, it } from "vitest";
import { drawFigure } from "../../src/render/figure/draw.js";
import { compactSvg } from "../../src/render/figure/compact.js";

const spec = {
  data: {
    values: [
      { kind: 'opacity="1"', n: 5 },
      { kind: "b", n: 7 },
    ],
  },
  layer: [
    { mark: { type: "bar", opacity: 0.5 } },
    { mark: { type: "text", fontSize: 17, fontWeight: 700 }, encoding: { text: { field: "kind" } } },
  ],
  encoding: { x: { field: "n", type: "quantitative" }, y: { field: "kind", type: "nominal" } },
};
const { svg } = await drawFigure({ id: "f", spec, width: 680, font: '"Source Sans 3", sans-serif' });
const small = compactSvg(svg);

describe("a compact drawing", () => {
  it("says once what all its texts say", () => {
    expect(svg.match(/font-family=/g)?.length).toBeGreaterThan(5);
    expect(small.match(/font-family=/g)).toHaveLength(1);
    expect(small).toMatch(/^<svg font-size="13px" font-family="&quot;Source Sans 3&quot;, sans-serif"/);
    expect(small.length).toBeLessThan(svg.length * 0.75);
  });

  it("keeps what a text says for itself, and what can be seen", () => {
    expect(small.match(/font-size="17px"/g)).toHaveLength(2);
    expect(small.match(/font-weight="700"/g)).toHaveLength(2);
    expect(small.match(/opacity="0.5"/g)?.length).toBe(svg.match(/opacity="0.5"/g)?.length);
    expect(small.match(/<text/g)?.length).toBe(svg.match(/<text/g)?.length);
    expect(small).toContain('>opacity="1"<');
  });

  it("keeps the frame of a plot that has a colour", () => {
    const plain = '<svg><path class="background" d="M0,0h9v9h-9Z"/></svg>';
    expect(compactSvg(plain)).toBe("<svg></svg>");
    const painted = plain.replace("/>", ' fill="#eee"/>');
    expect(compactSvg(painted)).toBe(painted);
  });

  it("draws a line of dashes without gaps as a whole line, and keeps dashes", () => {
    const lines = (dashes: string) =>
      `<svg><path d="M0,0L9,9"${dashes}/><path stroke-dasharray="3,4"/></svg>`;
    expect(compactSvg(lines(' stroke-dasharray="1,0"'))).toBe(lines(""));
  });
});
