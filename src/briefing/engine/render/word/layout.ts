/** Page dimensions and the styles of the document, which users can restyle by name. */
import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  type IParagraphStyleOptions,
  type IStylesOptions,
} from "docx";
import { palette } from "../../../model/palette.js";

/** A4 in twentieths of a point, with margins of 2.5 cm. */
export const page = { width: 11906, height: 16838, margin: 1418 } as const;

export const textWidth = page.width - 2 * page.margin;

/** One level of indentation: of a list, a quotation, a definition. */
export const step = 425;

/**
 * Cambria and Calibri come with every Word since 2007, and LibreOffice has Caladea and Carlito with the same widths, so
 * that lines and pages break alike. Their digits are lining figures, unlike Georgia's.
 */
const fonts = { text: "Cambria", heading: "Calibri", code: "Consolas" } as const;

const colour = (name: keyof typeof palette): string => palette[name].light.slice(1).toUpperCase();
export const colours = {
  ink: colour("ink"),
  muted: colour("muted"),
  rule: colour("rule"),
  grid: colour("grid"),
  link: colour("blue"),
} as const;

type Style = Omit<IParagraphStyleOptions, "id">;

type Run = NonNullable<Style["run"]>;
type ParagraphStyle = NonNullable<Style["paragraph"]>;

const sans = (points: number, rest: Run = {}): Run => ({ font: fonts.heading, size: points * 2, ...rest });

const code = (size: number): Run => ({ font: fonts.code, size, noProof: true });

/** Unbroken, and on one page with what follows. */
const held = { keepNext: true, keepLines: true };

const heading = (level: number, points: number, before: number): Style => ({
  run: sans(points, { bold: true, color: colours.ink }),
  paragraph: { spacing: { before, after: 100, line: 252 }, ...held, outlineLevel: level - 1 },
});

const line = (size: number, color: string = colours.grid) => ({ style: BorderStyle.SINGLE, size, color });

const style = (name: string, run: Run, paragraph: ParagraphStyle): Style => ({ name, run, paragraph });
const quiet = { color: colours.muted };
const bold = { bold: true };
const indented = { left: step, hanging: step };

/** By id, which paragraphs refer to; Word lists the name. Sizes are points or half-points, distances twentieths. */
const paragraphStyles = {
  Byline: style("Byline", sans(9.5, quiet), { spacing: { after: 160 } }),
  Headline: style("Headline", { size: 27 }, { spacing: { before: 60, after: 240, line: 300 } }),
  Summary: style("Summary", { size: 23, italics: true }, { spacing: { after: 200 }, keepLines: true }),
  FigureTitle: style("Figure Title", sans(11.5, bold), { spacing: { before: 280, after: 20 }, ...held }),
  Measure: style("Measure", sans(9.5, quiet), { spacing: { after: 80 }, ...held }),
  Picture: style("Picture", {}, { spacing: { before: 60, after: 60, line: 240 }, keepNext: true }),
  Caption: style("caption", sans(9.5), { spacing: { before: 100, after: 60, line: 252 }, keepLines: true }),
  Source: style("Source", sans(8.5, quiet), {
    spacing: { after: 280, line: 240 },
    contextualSpacing: true,
    keepLines: true,
  }),
  TableText: style("Table Text", sans(9), { spacing: { before: 30, after: 30, line: 240 } }),
  TableHead: { name: "Table Head", basedOn: "TableText", run: bold },
  Quote: style("Quote", { italics: true, ...quiet }, { indent: { left: step }, spacing: { after: 120 } }),
  Code: style("Code", code(17), {
    spacing: { before: 60, after: 160, line: 240 },
    shading: { fill: "F4F4F2" },
    alignment: AlignmentType.LEFT,
  }),
  Alert: style(
    "Alert",
    {},
    {
      indent: { left: 227 },
      spacing: { after: 0 },
      border: { left: { ...line(18, colours.link), space: 8 } },
    },
  ),
  Term: style("Term", bold, { spacing: { before: 120, after: 20 }, keepNext: true }),
  Definition: style("Definition", {}, { indent: { left: step }, spacing: { after: 80 } }),
  Verdict: style("Verdict", sans(10, bold), {
    border: { top: { ...line(6, colours.rule), space: 6 } },
    spacing: { before: 320, after: 40 },
    keepNext: true,
  }),
  Claim: style("Claim", { size: 23 }, { spacing: { after: 20 }, ...held }),
  Evidence: style("Evidence", {}, { indent: indented, spacing: { after: 80 } }),
  Reference: style("Reference", {}, { indent: indented, spacing: { after: 80 } }),
  Rule: style("Rule", {}, { border: { bottom: { ...line(6), space: 1 } }, spacing: { after: 160 } }),
  ContentsHeading: style("Contents Heading", sans(13, bold), {
    spacing: { before: 320, after: 120 },
    keepNext: true,
  }),
  TOC1: style("toc 1", sans(10.5, bold), { spacing: { before: 80, after: 20 }, keepLines: true }),
  TOC2: style("toc 2", sans(9.5), {
    indent: { left: 284 },
    spacing: { after: 10, line: 240 },
    keepLines: true,
  }),
  header: style("header", sans(8.5, quiet), { spacing: { after: 0 } }),
  footer: style("footer", sans(8.5, quiet), { spacing: { after: 0 } }),
} as const satisfies Readonly<Record<string, Style>>;

export type StyleId =
  keyof typeof paragraphStyles | "Title" | `Heading${number}` | "Normal" | "ListParagraph";

/** Styles that the library predefines. */
const defaultStyles = {
  title: {
    run: sans(24, { bold: true, color: colours.ink }),
    paragraph: { spacing: { after: 120, line: 252 }, keepNext: true },
  },
  heading1: heading(1, 18, 480),
  heading2: heading(2, 14, 340),
  heading3: heading(3, 12, 260),
  heading4: heading(4, 11, 220),
  heading5: heading(5, 10.5, 200),
  heading6: heading(6, 10.5, 200),
  listParagraph: { paragraph: { spacing: { after: 140 }, contextualSpacing: true } },
  footnoteText: { run: { size: 18 }, paragraph: { spacing: { after: 40, line: 240 } } },
} as const satisfies Readonly<Record<string, Style>>;

export function stylesOf(language: string): IStylesOptions {
  return {
    default: {
      document: {
        run: { font: fonts.text, size: 21, color: colours.ink, language: { value: wordLanguage(language) } },
        paragraph: { spacing: { after: 140, line: 276, lineRule: LineRuleType.AUTO } },
      },
      ...Object.fromEntries(
        Object.entries(defaultStyles).map(([name, style]) => [name, withLineRule(style)]),
      ),
      hyperlink: { run: { color: colours.link, underline: { type: "none" } } },
    },
    paragraphStyles: Object.entries(paragraphStyles).map(([id, style]) => ({
      id,
      basedOn: "Normal",
      quickFormat: true,
      ...withLineRule(style),
    })),
    characterStyles: [{ id: "CodeText", name: "Code Text", quickFormat: true, run: code(18) }],
  };
}

/** Line height as a multiple of lines: LibreOffice crops pictures if it is not given. */
function withLineRule<S extends Style>(style: S): S {
  const { paragraph } = style as Style;
  if (paragraph?.spacing === undefined) return style;
  const spacing = { ...paragraph.spacing, lineRule: LineRuleType.AUTO };
  return { ...style, paragraph: { ...paragraph, spacing } };
}

/** Word needs a language with a country. */
const wordLanguage = (language: string): string => (language === "en" ? "en-GB" : language);
