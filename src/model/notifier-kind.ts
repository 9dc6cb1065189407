// The ways to tell people that there are.
export const NOTIFIER_KINDS = [
  'email',
  'webhook',
  'telegram',
  'ntfy',
  'slack',
  'mattermost',
] as const;
export type NotifierKind = (typeof NOTIFIER_KINDS)[number];
