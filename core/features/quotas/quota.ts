/** What is counted, for whom, and how much of it per hour when nobody set anything. */

export const QUOTA_ACTIONS = ['IMAGE_PROCESS', 'COPY_GENERATE', 'API_CALL'] as const;
export type QuotaAction = (typeof QUOTA_ACTIONS)[number];

export const QUOTA_ROLES = ['ANONYMOUS', 'USER', 'PREMIUM', 'ADMIN'] as const;
export type QuotaRole = (typeof QUOTA_ROLES)[number];

/** Units per hour; null is no limit: counted only. */
export type QuotaLimit = number | null;

/** `auto`, for ANONYMOUS: no limit until the device has an account, then as USER. */
export type QuotaSetting = QuotaLimit | 'auto';

export type QuotaKey = `quota.${QuotaAction}.${QuotaRole}`;

export function quotaKey(action: QuotaAction, role: QuotaRole): QuotaKey {
  return `quota.${action}.${role}`;
}
