// The corpus of forged bundles: each is made once here and faces every verifier. Who forges holds the
// archive's keys unless it is said otherwise, so that all around the forgery fits and one check must see it.
import type { KeyObject } from 'node:crypto';
import type { TestAuthority } from '../../notaries/authority.js';
import type { Sample } from '../../prove/sample.js';
import type { Files } from '../forge.js';
import { CUNNING } from './cunning.js';
import { EVIDENCE } from './evidence.js';
import { LISTS } from './lists.js';
import { LOG } from './log.js';
import { RECORDS } from './records.js';
import { ZIPS } from './zips.js';

/** What forgers have at hand. */
export interface Tools {
  readonly sample: Sample;
  readonly authority: TestAuthority;
  /** A key that nobody trusts. */
  readonly attacker: KeyObject;
}

export interface Forgery {
  readonly what: string;
  /** The check that must fail. */
  readonly id: string;
  /** Its number among the 38 of the project's list. */
  readonly number?: number;
  /** What verify.sh does not see is said in docs/proof-bundle.md. */
  readonly isUnseenByShell?: true;
  /** Faces verify.sh in every run of the tests, not only with ALL_FORGERIES=1. */
  readonly isForShell?: true;
  /** How it is put together: signed anew (by whom), or zipped as it is. */
  readonly finish?: 'sign' | 'attacker' | 'zip';
  readonly forge?: (files: Files, tools: Tools) => void | Promise<void>;
  /** What is done to the bytes of the zip in the end. */
  readonly bend?: (zip: Buffer) => Buffer;
}

export const FORGERIES: readonly Forgery[] = [
  ...[...ZIPS, ...LISTS, ...RECORDS, ...LOG, ...EVIDENCE],
  ...CUNNING,
];
