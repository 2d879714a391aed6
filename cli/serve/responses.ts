/** Answers of the loopback host that are not files: JSON, and failures as problem+json (RFC 9457). */
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { EaselError, ERRORS, toFailure } from '../../shared/errors.ts';
import { REFUSALS, type RefusalReason } from './refusals.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

const PROBLEM_TYPE = 'application/problem+json';

export function sendJson(response: ServerResponse, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

/** A failure of the catalogue, with its status. Does nothing when the answer has begun or nobody waits for it. */
export function sendProblem(response: ServerResponse, error: unknown): void {
  const { status, body } = describeProblem(error);
  send(response, status, body);
}

export function sendRefusal(response: ServerResponse, reason: RefusalReason): void {
  if (reason === 'method') response.setHeader('Allow', 'GET, HEAD, POST, PUT');
  const { status, body } = describeRefusal(reason);
  send(response, status, body);
}

/** For what never became a request: the same answer, written by hand. */
export function refuseOnSocket(socket: Duplex, reason: RefusalReason): void {
  if (!socket.writable) return;
  const { status, body } = describeRefusal(reason);
  const headers = {
    ...SECURITY_HEADERS,
    'Content-Type': PROBLEM_TYPE,
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}

function send(response: ServerResponse, status: number, body: string): void {
  if (response.headersSent) {
    // Too late to say so: an answer that ends early must not look whole.
    response.destroy();
    return;
  }
  response.writeHead(status, { 'Content-Type': PROBLEM_TYPE, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

function describeRefusal(reason: RefusalReason) {
  const { status, words } = REFUSALS[reason];
  const code = reason === 'session' ? 'SESSION_UNKNOWN' : 'REQUEST_REFUSED';
  return describeProblem(new EaselError(code, { reason: words }), status);
}

function describeProblem(
  error: unknown,
  status?: number,
): { readonly status: number; readonly body: string } {
  const { code, message } = toFailure(error);
  const answered = status ?? ERRORS[code].status;
  const title = STATUS_CODES[answered] ?? 'Error';
  const problem = { type: 'about:blank', title, status: answered, detail: message, code };
  return { status: answered, body: JSON.stringify({ ...problem, remedy: ERRORS[code].remedy }) };
}
