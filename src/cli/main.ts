#!/usr/bin/env node
console.log("briefing");
