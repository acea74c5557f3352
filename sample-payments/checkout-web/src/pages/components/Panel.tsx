import { useId, type ReactNode } from 'react';

export interface PanelProps {
  title: string;
  aside?: ReactNode;
  /** Without padding, for tables and states. */
  flush?: boolean;
  children: ReactNode;
}

/** A named part of a page. */
export function Panel({ title, aside, flush = false, children }: PanelProps) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="panel-header">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {flush ? children : <div className="panel-body">{children}</div>}
    </section>
  );
}
