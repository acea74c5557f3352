import { useEffect, useRef, type ReactNode } from 'react';

export interface PageProps {
  title: string;
  /** Beside or below the title. */
  about?: ReactNode;
  /** Where this page belongs to; links. */
  above?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page with its title, which takes the focus so that it is read after a change of page. */
export function Page({ title, about, above, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <title>{`${title} · Payments`}</title>
      <div className="page-header">
        <div>
          {above && (
            <nav aria-label="Breadcrumb" className="crumbs">
              {above}
            </nav>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {about && <p className="quiet">{about}</p>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </div>
      <div className="stack">{children}</div>
    </>
  );
}
