const PATHS = {
  home: 'M3 10.5 12 3l9 7.5M5.5 9v11h13V9M10 20v-6h4v6',
  payments: 'M3 6.5h18v11H3zM3 10h18M7 14h3',
  webhooks: 'M4 12h4l2.5-7 3.5 14 2.5-7H20',
  key: 'M14.5 9.5a5 5 0 1 0-3.4 4.7L13 16h2.5v2.5H18V21h3v-3.5l-6.9-6.9M7.5 9.5h.01',
  alert: 'M12 8v5m0 3.5h.01M10.3 3.9 2.6 17.2A2 2 0 0 0 4.3 20h15.4a2 2 0 0 0 1.7-2.8L13.7 3.9a2 2 0 0 0-3.4 0z',
  info: 'M12 11v5m0-8.5h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  done: 'm8 12.5 2.7 2.7L16.5 9M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  empty: 'M4 13h4.5l1.5 3h4l1.5-3H20M4 13l2.5-8h11l2.5 8v6H4z',
  menu: 'M4 7h16M4 12h16M4 17h16',
  plus: 'M12 5v14M5 12h14',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  download: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M4 20h16',
  next: 'm9 5 7 7-7 7',
  previous: 'm15 5-7 7 7 7',
  out: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside text that says the same; it is never read out. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
