/** A row of the accounts table as the rest of the app sees it: without the password's hash. */
import type { Account } from './account.ts';
import type { UserRow } from './accounts.repository.ts';

export function toAccount(user: UserRow): Account {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    status: user.status,
    mustChangePassword: user.must_change_password === 1,
    createdAt: user.created_at,
    lastLoginAt: user.last_login_at,
  };
}
