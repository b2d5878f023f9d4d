/** How standings that need single papers are tested: the rule for them, and what it reads. */
import { JsonReader } from "./json-reader.js";
import type { Fraction } from "./rule.js";

/** `some`: few of the sensitive fields did. `no`: both changed alike. `reverse`: the others more than the sensitive. `unclear`: chance may have done it. */
const selectiveAnswers = ["yes", "some", "no", "reverse", "unclear", "few-papers"] as const;
export type SelectiveAnswer = (typeof selectiveAnswers)[number];
const routingAnswers = ["yes", "both-fell", "neither", "multilateral", "unclear", "few-papers"] as const;
export type RoutingAnswer = (typeof routingAnswers)[number];

/** The rule for single papers as data, with a version of its own: it applies where a cube is at hand. */
export interface WorksRule {
  readonly name: string;
  readonly version: string;
  readonly note: string;
  /** A ratio is read where each of its years would have so many joint papers at the propensity of the baseline. */
  readonly leastExpected: number;
  /** R has changed where it is at least so far from 1, and beyond chance. */
  readonly leastChange: number;
  /** Where R has not changed, two ratios so close are the same. */
  readonly closeTo: number;
  /** The part of a change that has to remain on other papers; no more than its inverse. */
  readonly remains: number;
  /** The share of papers without a country may have changed by so much. */
  readonly mostChangeWithoutCountry: number;
  readonly fields: {
    /** So much of the joint papers has to lie in fields that agree with the whole, so many sensitive fields have to fall. */
    readonly share: Fraction;
    readonly leastExpected: number;
    readonly closeTo: number;
    /** Numbers of OpenAlex fields. */
    readonly sensitive: readonly number[];
    readonly control: readonly number[];
    /** As sentences name them. */
    readonly names: Readonly<Record<number, string>>;
  };
  /** A sentence for each answer to the questions that single papers decide. */
  readonly answers: {
    readonly selective: Readonly<Record<SelectiveAnswer, string>>;
    readonly routing: Readonly<Record<RoutingAnswer, string>>;
  };
  /** What a standing needs where chance allows both answers. */
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
  /** Sum of the squared weights of the joint papers, where papers are weighted. */
  readonly squares?: number;
}

export interface FieldOfYear extends PaperSizes {
  /** Number of an OpenAlex field, −1 for papers that have none. */
  readonly field: number;
  /** All papers of the field, and those of them that name no country. */
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
   * In sources that have papers in every year of the panel, each source with its mean volume; null for a year outside it,
   * and where sources were not counted for this pair.
   */
  readonly panel: WeightedSizes | null;
}

/** What the rule reads of a cube: plain numbers, small enough for a page. */
export interface WorksEvidence {
  readonly rule: WorksRule;
  readonly years: readonly YearOfWorks[];
}

/** The rule out of its file; throws an AnalysisError that names the place of whatever is missing or unknown. */
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
