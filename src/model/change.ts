// A change: one typed, directed difference between two good snapshots.

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Every kind with its default severity (design: Changes). */
export const CHANGE_KINDS = {
  'claim-absent': 'critical',
  'claim-altered': 'critical',
  'number-changed': 'critical',
  'access-tightened': 'critical',
  'date-changed': 'high',
  'block-removed': 'high',
  'term-substituted': 'high',
  'contact-removed': 'high',
  'table-row-removed': 'high',
  'link-removed': 'high',
  'nav-delisted': 'high',
  'file-removed': 'high',
  'file-replaced': 'high',
  'image-removed': 'high',
  'image-replaced': 'high',
  'video-removed': 'high',
  'hidden-not-removed': 'high',
  'lang-version-removed': 'high',
  'lang-split': 'high',
  'lang-diverged': 'high',
  'robots-tightened': 'high',
  'noindex-added': 'high',
  'archive-excluded': 'high',
  'endpoint-gone': 'high',
  'link-retargeted': 'high',
  'block-edited': 'medium',
  'title-changed': 'medium',
  'script-switch': 'medium',
  'block-added': 'low',
  redesign: 'info',
  'visual-only': 'info',
  noise: 'info',
  /** Not of the page: what of ours changed since the capture compared with. */
  reprocessed: 'info',
  'ip-changed': 'info',
  'asn-changed': 'info',
  'nameserver-changed': 'info',
  'certificate-changed': 'info',
  'cdn-added': 'info',
  'server-changed': 'info',
  'icp-number-changed': 'high',
  'analytics-id-changed': 'info',
  'sitemap-shrank': 'info',
} as const satisfies Record<string, Severity>;

export type ChangeKind = keyof typeof CHANGE_KINDS;

export interface Change {
  readonly kind: ChangeKind;
  readonly severity: Severity;
  /** One sentence: what was seen. */
  readonly summary: string;
  readonly before: string | null;
  readonly after: string | null;
  /** CSS path or URL. */
  readonly where: string;
}

/** Severities that open a flag (detection.md, Changes). */
export function isLoud({ severity }: Pick<Change, 'severity'>): boolean {
  return severity === 'critical' || severity === 'high';
}

/** How the summary of a change ends where earlier looks explain it: its place was another each time. */
export const MOVES_BY_ITSELF =
  'What stands there comes and goes by itself, as earlier looks showed.';
