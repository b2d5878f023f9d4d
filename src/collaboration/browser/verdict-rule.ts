/** Evaluates the verdict rule in the reader's browser. */
import { offerExplorer } from "briefing/analysis";
import { type CarriedRule, ruleExplorer, ruleProgram } from "../claims/rule-explorer.js";
import { evidenceIn } from "../verdict/carried-evidence.js";

// Figures of earlier versions use the second name.
for (const name of [ruleProgram, "verdict-rule"])
  offerExplorer(name, (data) => {
    // `tryTheRule` wrote these settings into the page.
    const carried = data as CarriedRule;
    return ruleExplorer(carried, evidenceIn(carried.rule, carried.evidence));
  });
