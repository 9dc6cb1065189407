// Functions of ours -> one expression a page can evaluate: each stands by its own source text.

/**
 * An expression that runs `entry(argument)` with `functions` in scope. They may use one another,
 * the page's own globals and nothing else; `argument` must survive JSON.
 */
export function expressionOf(
  functions: readonly ((...args: never[]) => unknown)[],
  entry: string,
  argument: unknown,
): string {
  const sources = functions.map((each) => each.toString()).join('\n');
  // Some TypeScript runners wrap functions in a naming helper that pages do not have.
  const helper = 'const __name = (each) => each;';
  return `(() => {\n${helper}\n${sources}\nreturn ${entry}(${JSON.stringify(argument)});\n})()`;
}
