import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { describeDatabases } from '../../db/testing.ts';
import { TEST_IDS } from '../audit/testing.ts';
import { callerOf, GOOD_PASSWORD, OTHER_PASSWORD, placeAt, startAccounts } from './accounts.testing.ts';
import { CODES_PER_ACCOUNT, hashRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts';

const EMAIL = 'ana@studio.example';

describe('recovery codes as text', () => {
  test('are ten different ones in six groups', () => {
    const codes = makeRecoveryCodes(randomBytes);
    expect(new Set(codes).size).toBe(CODES_PER_ACCOUNT);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  test('use every character of the alphabet alike', () => {
    const counts = new Map<string, number>();
    for (let at = 0; at < 200; at += 1) {
      for (const character of makeRecoveryCodes(randomBytes).join('').replaceAll('-', '')) {
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
    }
    expect(counts.size).toBe(32);
    // 1,500 expected each; eight standard deviations.
    for (const count of counts.values()) expect(Math.abs(count - 1_500)).toBeLessThan(310);
  });

  test('are the same however they are typed', () => {
    const hash = hashRecoveryCode('0123-4567-89AB-1DEF-01HJ-KMNP');
    expect(hashRecoveryCode(' o123 4567 89ab ldef oihj kmnp ')).toBe(hash);
    expect(hashRecoveryCode('0123-4567-89AB-1DEF-01HJ-KMNQ')).not.toBe(hash);
  });
});

describeDatabases('recovery', (database) => {
  test('a code sets a new password once, ends sessions and locks', async () => {
    const world = startAccounts(database.db);
    const { account, recoveryCodes, session } = await world.register('ADMIN', EMAIL);
    const [code = '', second = ''] = recoveryCodes;
    for (let at = 0; at < 100; at += 1) {
      await world.signIn({ email: EMAIL, password: 'wrong' }, placeAt(`bot ${at}`)).catch(() => undefined);
      world.clock.ms += 15 * 60_000;
    }
    const home = placeAt('home');
    const reset = (given: string, newPassword = OTHER_PASSWORD, email = EMAIL) =>
      world.recovery.reset({ email, code: given, newPassword }, home);
    await expect(reset(code, 'short')).rejects.toMatchObject({ code: 'PASSWORD_TOO_SHORT' });
    expect(await world.recovery.remaining(account.id)).toBe(10);
    expect(await reset(code.toLowerCase().replaceAll('-', ' '))).toEqual({ codesLeft: 9 });
    await expect(reset(code)).rejects.toMatchObject({ code: 'RECOVERY_FAILED' });
    expect(await world.sessions.authenticate(session?.id ?? '')).toBeNull();
    await world.signIn({ email: EMAIL, password: OTHER_PASSWORD }, home);
    await reset(second, GOOD_PASSWORD);
    await world.signIn({ email: EMAIL, password: GOOD_PASSWORD }, home);
    const used = (await world.events()).filter(({ action }) => action === 'recovery.used');
    expect(used).toHaveLength(2);
  });

  test('of many who use the same code at once, one succeeds', async () => {
    const world = startAccounts(database.db);
    const { recoveryCodes } = await world.register('ADMIN', EMAIL);
    const [code = ''] = recoveryCodes;
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) =>
        world.recovery.reset({ email: EMAIL, code, newPassword: OTHER_PASSWORD }, placeAt(`place ${at}`)),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('a code of somebody else, for nobody or of a disabled account is the same failure', async () => {
    const world = startAccounts(database.db);
    const admin = await world.register('ADMIN', EMAIL);
    const other = await world.register('USER', 'other@studio.example');
    const disabled = await world.register('USER', 'disabled@studio.example');
    await world.admin.disable(disabled.account.id, callerOf(admin.account));
    const attempts = [
      [EMAIL, other.recoveryCodes[0]],
      ['nobody@studio.example', other.recoveryCodes[0]],
      ['disabled@studio.example', disabled.recoveryCodes[0]],
      [EMAIL, ''],
      [EMAIL, '0000-0000-0000-0000-0000-0000'],
    ] as const;
    for (const [email, code = ''] of attempts) {
      await expect(
        world.recovery.reset({ email, code, newPassword: OTHER_PASSWORD }, placeAt('home')),
      ).rejects.toMatchObject({ code: 'RECOVERY_FAILED', data: {} });
    }
  });

  test('one source cannot try codes without end, and never bars the owner', async () => {
    const world = startAccounts(database.db);
    const { recoveryCodes } = await world.register('ADMIN', EMAIL);
    const attempt = (code: string, source: string) =>
      world.recovery
        .reset({ email: EMAIL, code, newPassword: OTHER_PASSWORD }, placeAt(source))
        .catch(({ code: failed }) => failed);
    const answers = [];
    for (let at = 0; at < 30; at += 1) answers.push(await attempt('0000', 'bot'));
    expect(answers.filter((answer) => answer === 'RECOVERY_FAILED')).toHaveLength(20);
    expect(answers.at(-1)).toBe('SIGN_IN_WAIT');
    expect(await attempt(recoveryCodes[0] ?? '', 'home')).toEqual({ codesLeft: 9 });
  });

  test('new codes take the password, and the old ones end; only hashes are stored', async () => {
    const world = startAccounts(database.db);
    const { account, recoveryCodes } = await world.register('ADMIN', EMAIL);
    const caller = callerOf(account, TEST_IDS.next());
    await expect(world.recovery.renew('wrong', caller)).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    const renewed = await world.recovery.renew(GOOD_PASSWORD, caller);
    expect(await world.recovery.remaining(account.id)).toBe(10);
    const reset = (code = '') =>
      world.recovery.reset({ email: EMAIL, code, newPassword: OTHER_PASSWORD }, placeAt('home'));
    await expect(reset(recoveryCodes[3])).rejects.toMatchObject({ code: 'RECOVERY_FAILED' });
    const stored = JSON.stringify(await database.db.selectFrom('recovery_codes').selectAll().execute());
    for (const code of renewed) {
      expect(stored).not.toContain(code);
      expect(stored).not.toContain(code.replaceAll('-', ''));
    }
    await reset(renewed[3]);
    expect((await world.events()).map(({ action }) => action)).toEqual([
      'account.registered',
      'recovery.created',
      'recovery.used',
    ]);
  });
});
