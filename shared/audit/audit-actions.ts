/** What the audit log can say: every action, its category, and the kind of thing it happens to. */

export type AuditCategory = 'authentication' | 'system' | 'processing' | 'security';
export type ResourceKind =
  | 'device'
  | 'job'
  | 'image'
  | 'preset'
  | 'setting'
  | 'log'
  | 'user'
  | 'session'
  | 'key';

interface AuditActionEntry {
  readonly category: AuditCategory;
  readonly resource: ResourceKind;
}

/** Names are never changed or reused once released: old rows keep their meaning. */
export const AUDIT_ACTIONS = {
  'app.started': { category: 'system', resource: 'device' },
  'app.stopped': { category: 'system', resource: 'device' },
  'job.started': { category: 'processing', resource: 'job' },
  'job.waiting': { category: 'processing', resource: 'job' },
  'job.resumed': { category: 'processing', resource: 'job' },
  'job.cancelled': { category: 'processing', resource: 'job' },
  'job.finished': { category: 'processing', resource: 'job' },
  'job.steered': { category: 'processing', resource: 'job' },
  'job.undone': { category: 'processing', resource: 'job' },
  'job.read': { category: 'processing', resource: 'job' },
  'image.processed': { category: 'processing', resource: 'image' },
  'image.failed': { category: 'processing', resource: 'image' },
  'image.read': { category: 'processing', resource: 'device' },
  'source.read': { category: 'processing', resource: 'device' },
  'preview.made': { category: 'processing', resource: 'device' },
  'preset.created': { category: 'processing', resource: 'preset' },
  'preset.updated': { category: 'processing', resource: 'preset' },
  'preset.deleted': { category: 'processing', resource: 'preset' },
  'preset.imported': { category: 'processing', resource: 'device' },
  'preset.read': { category: 'processing', resource: 'device' },
  'history.read': { category: 'processing', resource: 'device' },
  'history.exported': { category: 'security', resource: 'device' },
  'quota.read': { category: 'system', resource: 'device' },
  'settings.changed': { category: 'security', resource: 'setting' },
  'settings.read': { category: 'system', resource: 'device' },
  'preferences.changed': { category: 'system', resource: 'device' },
  'preferences.read': { category: 'system', resource: 'device' },
  'system.read': { category: 'system', resource: 'device' },
  'desktop.used': { category: 'system', resource: 'device' },
  'loopback.refused': { category: 'security', resource: 'device' },
  'account.registered': { category: 'authentication', resource: 'user' },
  'account.deleted': { category: 'authentication', resource: 'user' },
  'account.disabled': { category: 'security', resource: 'user' },
  'account.enabled': { category: 'security', resource: 'user' },
  'account.unlocked': { category: 'security', resource: 'user' },
  'account.read': { category: 'security', resource: 'device' },
  'role.changed': { category: 'security', resource: 'user' },
  'password.changed': { category: 'authentication', resource: 'user' },
  'recovery.created': { category: 'authentication', resource: 'user' },
  'recovery.used': { category: 'authentication', resource: 'user' },
  'login.succeeded': { category: 'authentication', resource: 'user' },
  'login.failed': { category: 'authentication', resource: 'user' },
  'session.refreshed': { category: 'authentication', resource: 'session' },
  'session.revoked': { category: 'authentication', resource: 'session' },
  'session.read': { category: 'authentication', resource: 'device' },
  'key.created': { category: 'security', resource: 'key' },
  'key.rotated': { category: 'security', resource: 'key' },
  'key.revoked': { category: 'security', resource: 'key' },
  'key.read': { category: 'security', resource: 'device' },
  'audit.verified': { category: 'security', resource: 'log' },
  'audit.exported': { category: 'security', resource: 'log' },
  'audit.read': { category: 'security', resource: 'log' },
  'audit.pruned': { category: 'security', resource: 'log' },
  'audit.erased': { category: 'security', resource: 'log' },
  'audit.held': { category: 'security', resource: 'log' },
  'audit.released': { category: 'security', resource: 'log' },
} as const satisfies Record<string, AuditActionEntry>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;
