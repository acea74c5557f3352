import { act, render, screen } from '@testing-library/react';
import { Age } from './Age';

describe('Age', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z') });
  });
  afterEach(() => jest.useRealTimers());

  it('shows the distance, and the exact moment with its time zone on hover', () => {
    render(<Age date="2026-11-23T11:57:00Z" />);
    const time = screen.getByText('3 minutes ago');
    expect(time).toHaveAttribute('dateTime', '2026-11-23T11:57:00.000Z');
    expect(time).toHaveAttribute(
      'title',
      expect.stringMatching(/November 23, 2026.*(UTC|GMT|[A-Z]{3,4})/),
    );
  });

  it('grows older while it is on screen', () => {
    render(<Age date="2026-11-23T11:57:00Z" />);
    act(() => jest.advanceTimersByTime(60_000));
    expect(screen.getByText('4 minutes ago')).toBeInTheDocument();
  });

  it('says that an unreadable date is unknown', () => {
    render(<Age date="yesterday-ish" />);
    expect(screen.getByText('unknown')).toBeInTheDocument();
  });
});
