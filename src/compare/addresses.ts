// Text -> whether it says where a house stands, and whether another text says the same place: an
// address may be spelled out or cut short, its numbers stay.
import { mapText } from '../formats/normal-text.js';
import { withoutContacts } from './contacts.js';
import { blankNoise } from './noise.js';

/** A street with its number. */
const STREET =
  /(?:路|街|大道|巷|弄|胡同|道) ?\d+ ?(?:弄|巷)?(?:\d+)? ?号|\b\d+[a-z]?,? (?:[a-z.'-]+ ){1,4}(?:street|st|road|rd|avenue|ave|boulevard|blvd|lane)\b|\b(?:street|road|avenue) (?:no\.? ?)?\d+|(?<!\p{L})(?:شارع|ش\.) ?[\p{L} ]{0,30}\d+|\d+ ?,? (?:شارع|ش\.) ?\p{L}/u;
/** What a place within a house or a town is called. */
const PART =
  /\b(?:street|road|avenue|villa|suite|floor|building|block|tower|apartment|p\.?o\.? ?box)\b|(?<!\p{L})ال?(?:شارع|طابق|دور|مبني|عماره|بنايه|فيلا|برج|شقه)(?!\p{L})|صندوق بريد|ص\.? ?ب/gu;

/** Says where somebody is to be found. */
export function isAddress(text: string): boolean {
  const { text: mapped } = mapText(text);
  if (mapped.length > LONGEST) return false;
  if (STREET.test(mapped)) return true;
  const parts = new Set(mapped.match(PART) ?? []);
  return parts.size >= 2 && /\d/.test(mapped);
}

const LONGEST = 160;

/** Whether every number of the address `was` stands in `is` as well. */
export function keepsNumbers(was: string, is: string): boolean {
  // The line may hold counters and versions beside the street.
  const { text } = mapText(was);
  const street = STREET.exec(text)?.[0];
  const keepsStreet = street !== undefined && mapText(is).text.includes(street);
  const now = new Set(numbersIn(is));
  return numbersIn(keepsStreet ? blankNoise(text) : text).every((number) => now.has(number));
}

function numbersIn(text: string): readonly string[] {
  // How to ring there is told by itself.
  const rest = withoutContacts(mapText(text).text);
  return rest.match(/\d+/g) ?? [];
}
