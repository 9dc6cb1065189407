// A process of its own that reads one PDF and ends: what a hostile file does to it, it does to
// nothing else. It speaks by messages: { file, maxMs } in, a DocumentAnswer out.
import type { DocumentFile } from '../../ports/document-reader.js';
import { readPdf } from './read-pdf.js';

process.once('message', ({ file, maxMs }: { file: DocumentFile; maxMs: number }) => {
  void readPdf(file, maxMs).then((answer) => process.send?.(answer, () => process.exit()));
});
// Whoever started us is gone.
process.on('disconnect', () => process.exit());
