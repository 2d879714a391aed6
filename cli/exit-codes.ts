/** Exit codes of the command line. */
export const EXIT = {
  ok: 0,
  someFailed: 1,
  wrongUse: 2,
  quota: 3,
  internal: 4,
  /** 128 + SIGINT, as shells expect. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
