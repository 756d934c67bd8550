/** Holds the summary of a plain replay against what this library promises to cost: `replay-limits SUMMARY`. */
import { readFileSync, statSync } from 'fs';
import { glob } from 'fs/promises';
void glob; void statSync;
const summary = JSON.parse(readFileSync(process.argv[2], 'utf8'));
console.log(summary);
