#!/usr/bin/env node
// The command `vestige`: makes ready what is missing, silently when nothing is, then runs.
import { setUp } from '../scripts/setup.mjs';

if (await setUp({ quiet: true })) await import('../dist/main.js');
else process.exitCode = 1;
