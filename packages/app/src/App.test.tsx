import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  it('starts with the sign-in page', async () => {
    process.env = {
      ...process.env,
      APP_CONFIG: [
        {
          context: 'test',
          data: {
            app: { title: 'Payday', baseUrl: 'http://localhost:7007' },
            backend: { baseUrl: 'http://localhost:7007' },
            payday: { cluster: 'none', signIn: { provider: 'oidc' } },
          },
        },
      ] as any,
    };
    render(App.createRoot());
    expect(
      await screen.findByRole(
        'heading',
        { name: 'Payday' },
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
  }, 30_000);
});
