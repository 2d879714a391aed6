/** What an account is to the rest of the app: who, in which role, in which state. */

export type Role = 'USER' | 'PREMIUM' | 'ADMIN';
export type AccountStatus = 'active' | 'disabled' | 'deleted';

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly status: AccountStatus;
  /** The password was set by somebody else. */
  readonly mustChangePassword: boolean;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly lastLoginAt: number | null;
}

/** What a session is opened for. */
export interface SessionOwner {
  readonly id: string;
  readonly role: Role;
  /** Rises with every change of password, role or status; sessions of an earlier one are dead. */
  readonly epoch: number;
}
