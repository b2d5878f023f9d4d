import { describe, expect, it } from "vitest";
import type { Prose, Report } from "../../../../src/briefing/model/report.js";
import { drawFigure } from "../../../../src/briefing/engine/render/figure/draw.js";
import {
  printSummary,
  summaryOf,
  summaryPage,
} from "../../../../src/briefing/engine/render/summary/summary.js";
import { teaReport } from "../report/tea.js";

const tea = teaReport();
const [section] = tea.sections;
const figure = section?.blocks.find((block) => block.kind === "figure");
const [value = ""] = Object.keys(tea.values);
const said = (...words: Prose): Prose => words;

const claims = (["supported", "contradicted"] as const).map((verdict) => ({
  ...({ kind: "claim", cell: "c", id: verdict, by: [], parts: [], verdict } as const),
  statement: [`Tea is ${verdict}.`],
}));

const report: Report = {
  ...tea,
  authors: ["A. Author", { name: "Li Wei", affiliation: "Tea Institute" }],
  publication: { url: "https://tea.example/briefing/" },
  sections: tea.sections.map((each) => ({ ...each, blocks: [...each.blocks, ...claims] })),
  firstPage: {
    headline: said("Tea is ahead by ", { value }, "."),
    dataDate: said("Data: to 2024"),
    findings: [{ section: section?.id ?? "", text: said("Green tea grew.") }],
    unknown: said("What people drink at home."),
    ...(figure && { lead: figure.id }),
  },
  sources: {
    tables: [],
    editions: [{ id: "e", name: "Tea Yearbook 2024", collected: "2024-03", counts: "cups" }],
  },
};
const made = await summaryOf(report, drawFigure, "abc123");
const [first, second] = made.sheets.map(({ text }) => text);

describe("a summary", () => {
  it("has the headline, the lead figure and the findings on its first page", () => {
    expect(first).toContain("Tea and other drinks");
    expect(first).toContain("A. Author, Li Wei · 1 March 2025");
    expect(first).toContain("Data: to 2024");
    // The computed value, as on the page.
    expect(first?.replace(/<[^>]*>/g, "")).toContain(`Tea is ahead by ${tea.values[value]?.text ?? "?"}.`);
    expect(first).toMatch(/<figure>[\s\S]*<svg/);
    expect(first).toContain("Green tea grew.");
  });

  it("has the unknowns, every verdict, the editions and how to check it on its second page", () => {
    expect(second).toContain("What people drink at home.");
    expect(second).toMatch(/<b>✓ Supported<\/b> Tea is supported\./);
    expect(second).toMatch(/<b>✗ Contradicted<\/b> Tea is contradicted\./);
    expect(second).toContain("<b>Tea Yearbook 2024</b> March 2024; cups");
    expect(second).toContain("<b>briefing.html</b> (https://tea.example/briefing/)");
    expect(second).toContain("SHA-256 <code>abc123</code>");
  });

  it("lists the claims if their figure is too tall in every type", async () => {
    if (figure === undefined) throw new Error("no figure");
    const withFigure = { ...report, firstPage: { ...report.firstPage, claims: figure.id } };
    const tall = await summaryOf(withFigure as Report, drawFigure, "abc123");
    const pages = (count: number) => new TextEncoder().encode("/Type /Page\n".repeat(count));
    const isList = (html: string) => html.includes('<ul class="claims">');
    const asked: boolean[] = [];
    const print = (html: string) => {
      asked.push(isList(html));
      return Promise.resolve(pages(isList(html) ? 2 : 3));
    };
    expect(await printSummary(tall, print)).toEqual(pages(2));
    expect(asked.indexOf(true)).toBe(asked.length - 1);
    expect(asked.length).toBeGreaterThan(3);
  });

  it("loads nothing, whatever its title contains", () => {
    const page = summaryPage({ ...made, title: 'A "B" </style><b>\\' }, made.sheets, 1);
    expect(page).not.toMatch(/<script|<link|(?:src|href)="(?!#|https:\/\/)/);
    expect(page).not.toContain("</style><b>");
    expect(page).toContain('--title:"A \\22 B\\22  \\3c /style\\3e \\3c b\\3e \\5c "');
  });
});
