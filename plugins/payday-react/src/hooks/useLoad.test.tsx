import { act, render, screen } from '@testing-library/react';
import { useLoad } from './useLoad';

function Loaded({ load }: { load: () => Promise<string> }) {
  const result = useLoad(load);
  if (result.state === 'loading') return <p>loading</p>;
  if (result.state === 'failed') {
    return <button onClick={result.retry}>{result.problem.message}</button>;
  }
  return <p>{result.value}</p>;
}

describe('useLoad', () => {
  it('goes from loading to the value', async () => {
    const load = async () => 'here';
    render(<Loaded load={load} />);
    expect(screen.getByText('loading')).toBeInTheDocument();
    expect(await screen.findByText('here')).toBeInTheDocument();
  });

  it('fails with the problem, and a retry can still succeed', async () => {
    const load = jest
      .fn<Promise<string>, []>()
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValueOnce('up');
    render(<Loaded load={load} />);
    const retry = await screen.findByRole('button', { name: 'down' });
    act(() => retry.click());
    expect(await screen.findByText('up')).toBeInTheDocument();
  });

  it('drops an answer that comes after a newer question', async () => {
    let answerOld: (value: string) => void = () => {};
    const oldLoad = () => new Promise<string>(resolve => (answerOld = resolve));
    const newLoad = async () => 'new';
    const { rerender } = render(<Loaded load={oldLoad} />);
    rerender(<Loaded load={newLoad} />);
    await screen.findByText('new');
    await act(async () => answerOld('old'));
    expect(screen.getByText('new')).toBeInTheDocument();
  });
});
