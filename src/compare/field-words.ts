// The words this work is about, in the form `matchable` gives: a sentence that loses one of them has
// lost what it was cited for, whether or not the watch names the word.

const WORDS: readonly (readonly [string, RegExp])[] = [
  ['供体', /供(?:体|者|肝|肾|心)/],
  ['器官', /器官/],
  ['移植', /移植/],
  ['捐献', /捐(?:献|赠)/],
  ['自愿', /自愿|志愿(?!者|服务|军|填|队)|爱心捐/],
  ['来源', /供\p{L}{0,2}来源|来源(?:充足|有保障|稳定|广泛|合法)/u],
  ['肝源', /[肝肾心]源/],
  ['死囚', /死囚|死刑犯?|囚犯|犯人|服刑/],
  ['donor', /\bdonors?\b|\bdonat(?:ed|ion|ions|ing)\b/],
  ['voluntary', /\bvoluntar(?:y|ily)\b|\baltruistic/],
  ['organ', /\borgans?\b/],
  ['transplant', /\btransplant/],
  ['prisoner', /\bprisoners?\b|\binmates?\b|\bexecut(?:ed|ion|ions)\b|\bdeath row\b/],
  ['متبرع', /متبرع|تبرع/],
  ['طوعي', /طوعي|تطوع/],
  ['زراعه', /زراعه|زرع/],
  [
    'اعضاء',
    /(?<!\p{L})(?<!لا )(?:ال)?اعضاء(?!\p{L})(?! (?:علي الموقع|هيئه|مجلس|الفريق|اللجنه|الجمعيه|المنتدي|الموقع))/u,
  ],
  ['سجناء', /سجين|سجناء|سجون|اعدام/],
];

/** Those by which a page that is put right names where organs come from. */
export const EUPHEMISMS: ReadonlySet<string> = new Set([
  '捐献',
  '自愿',
  'donor',
  'voluntary',
  'متبرع',
  'طوعي',
]);

/** The words of the field in a text that is in the form `matchable` or `mapText` gives. */
export function fieldWordsIn(text: string): readonly string[] {
  return WORDS.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
}
