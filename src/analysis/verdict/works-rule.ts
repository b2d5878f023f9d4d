/** How standings that need single papers are tested: their rule and its inputs. */
import { JsonReader } from "./json-reader.js";
import type { Fraction } from "./rule.js";

/** `some`: few of the sensitive fields did. `no`: both changed alike. `reverse`: the others more. `unclear`: chance. */
const selectiveAnswers = ["yes", "some", "no", "reverse", "unclear", "few-papers"] as const;
export type SelectiveAnswer = (typeof selectiveAnswers)[number];
const routingAnswers = ["yes", "both-fell", "neither", "multilateral", "unclear", "few-papers"] as const;
export type RoutingAnswer = (typeof routingAnswers)[number];

/** The rule for single papers as data, with its own version; it applies if the project has a cube. */
export interface WorksRule {
  readonly name: string;
  readonly version: string;
  readonly note: string;
  /** A ratio is used if each of its years would have at least this many joint papers at the baseline's propensity. */
  readonly leastExpected: number;
  /** R has changed if it is at least this far from 1, and beyond chance. */
  readonly leastChange: number;
  /** If R has not changed, two ratios this close are the same. */
  readonly closeTo: number;
  /** Fraction of a change that must remain on other papers; its inverse is the upper limit. */
  readonly remains: number;
  /** Maximum change in the share of papers without a country. */
  readonly mostChangeWithoutCountry: number;
  readonly fields: {
    /** Required share of the joint papers in fields that agree with the whole, and of sensitive fields that fall. */
    readonly share: Fraction;
    readonly leastExpected: number;
    readonly closeTo: number;
    /** Numbers of OpenAlex fields. */
    readonly sensitive: readonly number[];
    readonly control: readonly number[];
    /** Their names in sentences. */
    readonly names: Readonly<Record<number, string>>;
  };
  /** A sentence for each answer to the questions that single papers decide. */
  readonly answers: {
    readonly selective: Readonly<Record<SelectiveAnswer, string>>;
    readonly routing: Readonly<Record<RoutingAnswer, string>>;
  };
  /** What a standing needs if chance allows both answers. */
  readonly needs: string;
  /** Partners that the change of the pair is compared with. */
  readonly partners: readonly string[];
}

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

/** Reads the rule from its file; throws an AnalysisError with the path of any missing or unknown value. */
export function readWorksRule(json: unknown): WorksRule {
  const file = new JsonReader(json).only(
    ...["name", "version", "note", "leastExpected", "leastChange", "closeTo", "remains"],
    ...["mostChangeWithoutCountry", "fields", "answers", "needs", "partners"],
  );
  const fields = file
    .get("fields")
    .only("share", "leastExpected", "closeTo", "sensitive", "control", "names");
  const answers = file.get("answers").only("selective", "routing");
  const number = (reader: JsonReader, key: string) => reader.get(key).number();
  const ids = (key: string) => fields.get(key).list((one) => one.number());
  const [numerator = NaN, denominator = NaN] = fields.get("share").list((part) => part.number());
  if (!(0 < numerator && numerator <= denominator))
    fields.get("share").fail("expected a fraction such as [2, 3]");
  const [sensitive, control] = [ids("sensitive"), ids("control")];
  if (sensitive.some((id) => control.includes(id)))
    fields.get("control").fail("a field is sensitive or a control, not both");
  return {
    name: file.get("name").text(),
    version: file.get("version").text(),
    note: file.get("note").text(),
    leastExpected: number(file, "leastExpected"),
    leastChange: number(file, "leastChange"),
    closeTo: number(file, "closeTo"),
    remains: number(file, "remains"),
    mostChangeWithoutCountry: number(file, "mostChangeWithoutCountry"),
    fields: {
      share: [numerator, denominator],
      leastExpected: number(fields, "leastExpected"),
      closeTo: number(fields, "closeTo"),
      sensitive,
      control,
      names: fields.get("names").texts(),
    },
    answers: {
      selective: answers.get("selective").texts(...selectiveAnswers),
      routing: answers.get("routing").texts(...routingAnswers),
    },
    needs: file.get("needs").text(),
    partners: file.get("partners").list((one) => one.text()),
  };
}
