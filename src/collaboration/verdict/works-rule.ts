/** How standings that need single papers are tested: their rule and its inputs. */
import { readDataJson } from "briefing/analysis";
import { anyTexts, checked, list, number, object, text, texts } from "./json-reader.js";
import { fraction } from "./rule.js";

/** `some`: few of the sensitive fields did. `no`: both changed alike. `reverse`: the others more. `unclear`: chance. */
const selectiveAnswers = ["yes", "some", "no", "reverse", "unclear", "few-papers"] as const;
export type SelectiveAnswer = (typeof selectiveAnswers)[number];
const routingAnswers = [
  "yes",
  "both-fell",
  "exactly-two",
  "neither",
  "multilateral",
  "unclear",
  "few-papers",
] as const;
export type RoutingAnswer = (typeof routingAnswers)[number];

/** The rule for single papers as data, with its own version; it applies if the project has a cube. */
const worksRuleFile = () =>
  object({
    name: text,
    version: text,
    note: text,
    /** A ratio is used if each of its years would have at least this many joint papers at the baseline's propensity. */
    leastExpected: number,
    /** R has changed if it is at least this far from 1, and beyond chance. */
    leastChange: number,
    /** If R has not changed, two ratios this close are the same. */
    closeTo: number,
    /** Fraction of a change that must remain on other papers; its inverse is the upper limit. */
    remains: number,
    /** Maximum change in the share of papers without a country. */
    mostChangeWithoutCountry: number,
    fields: checked(
      object({
        /** Required share of the joint papers in fields that agree with the whole, and of sensitive fields that fall. */
        share: checked(fraction, ([part]) => part > 0, "expected a fraction such as [2, 3]"),
        leastExpected: number,
        /** With at least this many expected papers, a field can differ by its own interval, but not agree. */
        leastToDiffer: number,
        closeTo: number,
        /** Numbers of OpenAlex fields. */
        sensitive: list(number),
        control: list(number),
        /** Their names in sentences. */
        names: anyTexts,
      }),
      ({ sensitive, control }) => !sensitive.some((id) => control.includes(id)),
      "a field is sensitive or a control, not both",
    ),
    /** A sentence for each answer to the questions that single papers decide. */
    answers: object({ selective: texts(selectiveAnswers), routing: texts(routingAnswers) }),
    /** What a standing needs: if chance allows both answers, and if the papers cannot answer. */
    needs: texts(["papers", "whole", "joint", "ratio", "domestic", "addresses", "fields"]),
    /** Partners that the change of the pair is compared with. */
    partners: list(text),
  });
export type WorksRule = ReturnType<ReturnType<typeof worksRuleFile>>;

/** Reads the rule from its file; throws an AnalysisError with the path of any missing or unknown value. */
export const readWorksRule = (json: unknown): WorksRule => worksRuleFile()(json, "");

/** International papers: joint, of both, of the world. */
export interface PaperSizes {
  readonly joint: number;
  readonly x: number;
  readonly y: number;
  readonly world: number;
}

export interface WeightedSizes extends PaperSizes {
  /** Sum of squared weights of the joint papers, if papers are weighted. */
  readonly squares?: number;
}

export interface FieldOfYear extends PaperSizes {
  /** Number of an OpenAlex field, −1 for papers without one. */
  readonly field: number;
  /** All papers of the field, and those that name no country. */
  readonly works: number;
  readonly withoutCountry: number;
}

export interface YearOfWorks {
  readonly year: number;
  readonly fields: readonly FieldOfYear[];
  /** Without hyper-authored papers. */
  readonly nonhyper: PaperSizes;
  /** Joint papers with an author in both countries. */
  readonly dual: number;
  /**
   * Papers of exactly one of the two, and those of them on which an author names no country; null if these were not
   * counted for this pair.
   */
  readonly oneOfTwo: { readonly papers: number; readonly unlocated: number } | null;
  /**
   * In sources that have papers in every panel year, each with its mean volume; null for a year outside the panel, and
   * if sources were not counted for this pair.
   */
  readonly panel: WeightedSizes | null;
}

/** The rule's inputs from a cube: plain numbers, small enough to embed in a page. */
export interface WorksEvidence {
  readonly rule: WorksRule;
  readonly years: readonly YearOfWorks[];
}

/** That of data/works-rule.json. Throws if the project lacks it. */
export const worksRuleOfProject = (): WorksRule =>
  readWorksRule(
    readDataJson(
      "works-rule.json",
      "Projects created with earlier versions lack the rule that reads the cube in data/cube. Create a new project with briefing init, and copy its data/works-rule.json.",
    ),
  );
