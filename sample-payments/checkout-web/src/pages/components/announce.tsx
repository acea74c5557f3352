import { createContext, use, useCallback, useEffect, useState, type ReactNode } from 'react';

const SHOWN_FOR_MS = 6_000;

const Announce = createContext<(text: string) => void>(() => {});

/** Shows results that have no place of their own for a while, and has them read out. */
export function Announcements({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<{ text: string }>();
  const announce = useCallback((text: string) => setSaid({ text }), []);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(undefined), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <Announce value={announce}>
      {children}
      <div className="toast" role="status">
        {said?.text}
      </div>
    </Announce>
  );
}

/** A function that tells the reader of a result. */
export function useAnnounce(): (text: string) => void {
  return use(Announce);
}
