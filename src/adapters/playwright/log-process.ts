// A process of its own that reads network logs, one after another, so that a big one never holds
// up the service. It speaks by messages: { path, spoolDirectory, maxMs } in, a reading or a fault out.
import { type LogRequest, readLog } from './read-log.js';

process.on('message', (request: LogRequest) => {
  readLog(request).then(
    (reading) => process.send?.({ reading }),
    (error: unknown) => process.send?.({ fault: String(error) }),
  );
});
// Whoever started us is gone.
process.on('disconnect', () => process.exit());
