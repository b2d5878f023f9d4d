/** Evaluates the verdict rule in the reader's browser. */
import { offerExplorer } from "../../model/explorer.js";
import { type CarriedRule, ruleExplorer, ruleProgram } from "../claims/rule-explorer.js";
import { evidenceIn } from "../verdict/carried-evidence.js";

offerExplorer(ruleProgram, (data) => {
  // `tryTheRule` wrote these settings into the page.
  const carried = data as CarriedRule;
  return ruleExplorer(carried, evidenceIn(carried.rule, carried.evidence));
});
