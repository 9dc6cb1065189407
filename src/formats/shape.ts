// JSON values of unknown origin -> values of a known shape, or the path to what is wrong. Members
// that a shape does not name are let through: a later version may add some.

/** Returns the value when it has the shape. @throws SyntaxError naming the path */
export type Shape<T> = (value: unknown, path: string) => T;

/** Any text. */
export const text: Shape<string> = (value, path) => {
  if (typeof value !== 'string') throw new SyntaxError(`${path} is not a text`);
  return value;
};

/** A finite number. */
export const number: Shape<number> = (value, path) => {
  if (typeof value !== 'number') throw new SyntaxError(`${path} is not a number`);
  return value;
};

/** A whole number from 0 to 2^53 - 1. */
export const count: Shape<number> = (value, path) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw new SyntaxError(`${path} is not a whole number`);
  }
  return value as number;
};

/** True or false. */
export const flag: Shape<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new SyntaxError(`${path} is neither true nor false`);
  return value;
};

/** A text of a certain form. */
export function matching<T extends string>(pattern: RegExp, what: string): Shape<T> {
  return (value, path) => {
    if (typeof value !== 'string' || !pattern.test(value)) {
      throw new SyntaxError(`${path} is not ${what}`);
    }
    return value as T;
  };
}

/** One of a few values. */
export function oneOf<const T extends string | number>(...values: readonly T[]): Shape<T> {
  return (value, path) => {
    const found = values.find((allowed) => allowed === value);
    if (found === undefined) throw new SyntaxError(`${path} is none of ${values.join(', ')}`);
    return found;
  };
}

/** The shape, or null. */
export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value, path) => (value === null ? null : shape(value, path));
}

/** A list of values of one shape. */
export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new SyntaxError(`${path} is not a list`);
    for (const [i, item] of value.entries()) shape(item, `${path}[${i}]`);
    return value as readonly T[];
  };
}

/** The keys a value of the type may lack. */
type OptionalKey<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];

/** An object with at least these members; the optional ones have their shape where they are there. */
export function object<T extends object>(
  shapes: { readonly [K in Exclude<keyof T, OptionalKey<T>>]: Shape<T[K]> },
  optional: { readonly [K in OptionalKey<T>]?: Shape<NonNullable<T[K]>> } = {},
): Shape<T> {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new SyntaxError(`${path} is not an object`);
    }
    const members = value as Readonly<Record<string, unknown>>;
    for (const [key, shape] of Object.entries<Shape<unknown>>(shapes)) {
      if (!Object.hasOwn(members, key)) throw new SyntaxError(`${path}.${key} is missing`);
      shape(members[key], `${path}.${key}`);
    }
    for (const [key, shape] of Object.entries(
      optional as Readonly<Record<string, Shape<unknown>>>,
    )) {
      if (Object.hasOwn(members, key)) shape(members[key], `${path}.${key}`);
    }
    return value as T;
  };
}
