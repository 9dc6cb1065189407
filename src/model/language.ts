// The languages in which Vestige speaks to people outside the dashboard.

/** `zh` is Simplified Chinese. */
export const LANGUAGES = ['en', 'zh', 'zh-Hant', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];
