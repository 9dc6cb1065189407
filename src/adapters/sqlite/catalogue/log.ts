// The log, its checkpoints and what notaries gave, each method one transaction.
import type { Catalogue } from '../../../ports/catalogue.js';
import type { Tables } from './tables.js';

/** The catalogue's methods of the log. */
export function logMethods({ read, write, log, attestations }: Tables) {
  return {
    listLog: async (from, limit) => read(() => log.list(from, limit)),
    logEntryBytes: async (from, limit) => read(() => log.entries(from, limit)),
    logHashes: async (level, from, count) => read(() => log.hashes(level, from, count)),
    appendNews: async (entry) => write(() => log.appendNews(entry)),
    treeHead: async () => read(() => log.head()),
    proveEntry: async (seq, size) => read(() => log.prove(seq, size)),
    proveConsistency: async (oldSize, newSize) =>
      read(() => log.proveConsistency(oldSize, newSize)),
    saveCheckpoint: async (size, note, at) => write(() => log.saveCheckpoint(size, note, at)),
    latestCheckpoint: async () => read(() => log.latestCheckpoint()),
    listCheckpoints: async (minSize, limit) => read(() => attestations.checkpoints(minSize, limit)),
    wantAttestations: async (size, notaries, now) =>
      write(() => attestations.want(size, notaries, now)),
    async takeAttestations(request) {
      const { now, until, size } = request;
      return write(() => attestations.take(now, until, size));
    },
    saveAttestation: async ({ size, notary }, answer, nextAt) =>
      write(() => attestations.answered(size, notary, answer, nextAt)),
    failAttestation: async ({ size, notary }, reason, nextAt) =>
      write(() => attestations.failed(size, notary, reason, nextAt)),
    attestationFiles: async (size, notary) => read(() => attestations.files(size, notary)),
  } satisfies Partial<Catalogue>;
}
