// robots.txt <-> which paths it keeps which robots from (RFC 9309).

export interface RobotsRule {
  readonly allows: boolean;
  /** As written, `*` and `$` included. */
  readonly path: string;
}

export interface RobotsGroup {
  /** Product tokens in lower case, `*` for all others. */
  readonly agents: readonly string[];
  readonly rules: readonly RobotsRule[];
}

export interface RobotsTxt {
  readonly groups: readonly RobotsGroup[];
}

/** RFC 9309 §2.5: parsers read at least 500 KiB; more is no rule anybody wrote. */
const MOST_CHARACTERS = 512 * 1024;

/** The groups of a robots.txt; lines that are none of its are passed over (§2.2). */
export function parseRobotsTxt(text: string): RobotsTxt {
  const groups: { agents: string[]; rules: RobotsRule[] }[] = [];
  for (const line of text.slice(0, MOST_CHARACTERS).split(/\r\n|\r|\n/)) {
    const said = line.split('#', 1)[0] ?? '';
    const colon = said.indexOf(':');
    const name = said.slice(0, Math.max(0, colon)).replace('\ufeff', '').trim().toLowerCase();
    const value = said.slice(colon + 1).trim();
    const last = groups.at(-1);
    switch (name) {
      case 'user-agent': {
        const agent = value.toLowerCase();
        // Lines of agents in a row begin one group.
        if (last !== undefined && last.rules.length === 0) last.agents.push(agent);
        else groups.push({ agents: [agent], rules: [] });
        break;
      }
      case 'allow':
      case 'disallow':
        // An empty Disallow allows all, as does none.
        if (value === '') last?.rules.push({ allows: true, path: '' });
        else last?.rules.push({ allows: name === 'allow', path: value });
        break;
      default:
    }
  }
  return { groups };
}

/** The rule that keeps `agent` from `url`, as it stands in the file; null where it may go there. */
export function refusalOf(robots: RobotsTxt, agent: string, url: string): string | null {
  const { pathname, search } = new URL(url);
  const path = spelled(`${pathname}${search}`);
  const found = rulesFor(robots, agent).filter((rule) => matches(rule.path, path));
  // §2.2.2: the longest match decides; of two alike the one that allows.
  const [best] = found.toSorted(
    (a, b) => b.path.length - a.path.length || Number(b.allows) - Number(a.allows),
  );
  return best === undefined || best.allows ? null : `Disallow: ${best.path}`;
}

function rulesFor({ groups }: RobotsTxt, agent: string): readonly RobotsRule[] {
  const of = (name: string): readonly RobotsGroup[] =>
    groups.filter(({ agents }) => agents.includes(name));
  const own = of(agent.toLowerCase());
  return (own.length > 0 ? own : of('*')).flatMap(({ rules }) => rules);
}

function matches(pattern: string, path: string): boolean {
  const isAnchored = pattern.endsWith('$');
  const pieces = spelled(isAnchored ? pattern.slice(0, -1) : pattern).split('*');
  const [first = ''] = pieces;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const [index, piece] of pieces.slice(1).entries()) {
    const isLast = index === pieces.length - 2;
    // The shortest stretches first; the last piece of an anchored pattern must end the path.
    if (isLast && isAnchored) return path.length - piece.length >= at && path.endsWith(piece);
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return !isAnchored || at === path.length;
}

/** §2.2.2: paths are compared percent-encoded, whatever way they are written. */
function spelled(path: string): string {
  return path
    .replace(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(character))
    .replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase());
}
