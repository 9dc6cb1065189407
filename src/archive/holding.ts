// Whether something is held: kept as it is by the word of a person, such as for a court.
import type { Catalogue } from '../ports/catalogue.js';

/** True when the last that was said of the subject is that it is held. */
export async function isHeld(catalogue: Catalogue, subject: string): Promise<boolean> {
  const said = (await catalogue.listActs(subject)).filter(
    (one) => one.subject === subject && (one.act === 'held' || one.act === 'released'),
  );
  return said.at(-1)?.act === 'held';
}
