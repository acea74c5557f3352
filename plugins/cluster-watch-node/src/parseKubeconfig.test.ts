import { parseKubeconfig } from './parseKubeconfig';

const kubeconfig = `
apiVersion: v1
kind: Config
current-context: payday
contexts:
  - name: payday
    context: { cluster: payday, user: portal }
clusters:
  - name: payday
    cluster:
      server: https://127.0.0.1:7443
      certificate-authority-data: Y2VydA==
users:
  - name: portal
    user: { token: s3cret }
`;

describe('parseKubeconfig', () => {
  it('reads the address, the certificates and the token of the current context', () => {
    expect(parseKubeconfig(kubeconfig)).toEqual({
      url: 'https://127.0.0.1:7443',
      caData: 'Y2VydA==',
      token: 's3cret',
    });
  });

  it.each([
    ['half a file', kubeconfig.slice(0, 120), /no YAML/],
    ['an empty file', '', /The file/],
    ['no YAML', 'users: [{ token: s3cret', /no YAML/],
    [
      'a context that is not there',
      kubeconfig.replace('current-context: payday', 'current-context: other'),
      /no context called other/,
    ],
    [
      'a user that logs in with a program',
      kubeconfig.replace('{ token: s3cret }', '{ exec: { command: steal } }'),
      /users\.0\.user\.token/,
    ],
    [
      'an address that is none',
      kubeconfig.replace('https://127.0.0.1:7443', 'file:///etc/passwd'),
      /clusters\.0\.cluster\.server/,
    ],
  ])('refuses %s, without its token in the message', (_, text, message) => {
    expect(() => parseKubeconfig(text)).toThrow(message);
    expect(() => parseKubeconfig(text)).not.toThrow(/s3cret/);
  });
});
