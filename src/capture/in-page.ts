// Functions and classes of ours -> one expression a page can evaluate: each stands by its own source
// text.

type Part = ((...args: never[]) => unknown) | (new (...args: never[]) => unknown);

/**
 * An expression that runs `entry(argument)` with `parts` of the same file in scope. They may use one
 * another, the page's own globals and nothing else; `argument` must survive JSON.
 */
export function expressionOf(parts: readonly Part[], entry: string, argument: unknown): string {
  const sources = parts.map((each) => each.toString()).join('\n');
  return `(() => {\n${HELPER}\n${sources}\nreturn ${entry}(${JSON.stringify(argument)});\n})()`;
}

/**
 * A function that runs `entry(parts, argument, ...its own arguments)`: parts of other files are
 * handed over, for what an import is called is up to the compiler.
 */
export function functionOf(
  entry: (...args: never[]) => unknown,
  parts: Readonly<Record<string, Part>>,
  argument: unknown,
): string {
  const sources = Object.entries(parts).map(([name, part]) => `${name}: ${part.toString()}`);
  return `function (...more) {\n${HELPER}\nreturn (${entry.toString()})({ ${sources.join(',\n')} }, ${JSON.stringify(argument)}, ...more);\n}`;
}

// Some TypeScript runners wrap functions in a naming helper that pages do not have.
const HELPER = 'const __name = (each) => each;';
