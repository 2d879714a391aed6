/** Events as syslog messages (RFC 5424), one per line. */
import type { AuditEntry } from '../audit-entry.ts';
import { severityOf } from './severity.ts';

/** "log audit". */
const FACILITY = 13;
const SEVERITIES = { info: 6, notice: 5, warning: 4 } as const;
/** 32473 stands for nobody's enterprise in particular (RFC 5612). */
const STRUCTURED_DATA_ID = 'easel@32473';
const NIL = '-';

export function rfc5424Line(entry: AuditEntry): string {
  const priority = FACILITY * 8 + SEVERITIES[severityOf(entry)];
  const time = new Date(entry.at).toISOString();
  const parameters = Object.entries(fieldsOf(entry))
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${parameterValue(String(value))}"`);
  const data = `[${STRUCTURED_DATA_ID}${parameters.join('')}]`;
  // No host name and no process number: the body has none, and the log's id says where it happened.
  return `<${priority}>1 ${time} ${NIL} easel ${NIL} ${messageId(entry.action)} ${data}\n`;
}

function fieldsOf(entry: AuditEntry): Readonly<Record<string, string | number | null>> {
  return {
    seq: entry.seq,
    log: entry.logId,
    actor: entry.actor,
    role: entry.role,
    session: entry.session,
    category: entry.category,
    action: entry.action,
    outcome: entry.outcome,
    reason: entry.reason,
    resource: entry.resource,
    request: entry.requestId,
    surface: entry.surface,
    boot: entry.bootId,
  };
}

/** At most 32 visible ASCII characters. */
function messageId(action: string): string {
  return action.replaceAll(/[^!-~]/g, '').slice(0, 32) || NIL;
}

/** The format has no escape for control characters, and a line break would start another message. */
function parameterValue(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced
  return text.replaceAll(/[\u0000-\u001f\u007f]/g, '\ufffd').replaceAll(/["\\\]]/g, '\\$&');
}
