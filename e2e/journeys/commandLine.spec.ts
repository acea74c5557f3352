import { expect, test } from '../fixtures';
import { payday, startLogin } from '../payday';

test.describe.configure({ mode: 'serial' });

test('the command line acts as the person who agreed in the browser', async ({
  pageAs,
}) => {
  const { address, ended } = await startLogin();
  const page = await pageAs('priya-nair', address);
  await page.getByRole('button', { name: 'Authorize' }).click();
  expect(await ended).toMatchObject({
    code: 0,
    output: expect.stringContaining('Signed in'),
  });

  expect(JSON.parse(await payday('whoami', '--json'))).toMatchObject({
    userEntityRef: 'user:default/priya-nair',
    roles: ['release-engineers'],
  });
});

test('after signing out the command line is nobody', async () => {
  await payday('logout');
  await expect(payday('whoami')).rejects.toThrow(/payday login/);
});

test('the command line is nobody when the person refuses in the browser', async ({
  pageAs,
}) => {
  const { address, ended } = await startLogin();
  const page = await pageAs('priya-nair', address);
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect((await ended).code).not.toBe(0);
  await expect(payday('whoami')).rejects.toThrow(/payday login/);
});
