import type { ReactNode } from 'react';
import { messageOf, isRefusal } from '../api/problems.ts';
import { Callout } from './Callout.tsx';
import { Icon, type IconName } from './Icon.tsx';

/** While something is on its way for the first time. `what` completes "Loading …". */
export function Loading({ what, lines = 6 }: { what: string; lines?: number }) {
  return (
    <div className="skeleton" role="status">
      <p className="hidden">Loading {what}</p>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} aria-hidden="true" />
      ))}
    </div>
  );
}

/** Nothing there, and what to do next. */
export function Empty({
  title,
  icon = 'empty',
  isAlone = false,
  children,
  actions,
}: {
  title: string;
  icon?: IconName;
  /** Not in a panel with a heading of its own. */
  isAlone?: boolean;
  children: ReactNode;
  actions?: ReactNode;
}) {
  const Heading = isAlone ? 'h2' : 'h3';
  return (
    <div className="empty">
      <Icon name={icon} />
      <Heading>{title}</Heading>
      <p>{children}</p>
      {actions && <div className="actions">{actions}</div>}
    </div>
  );
}

/** Something did not come. A refusal stays one however often it is asked, so only the rest offers to try again. */
export function Failed({ what, error, onRetry }: { what: string; error: Error; onRetry: () => void }) {
  if (isRefusal(error)) return <NotAllowed what={what} />;
  return (
    <div className="panel-body">
      <Callout tone="bad" live>
        <strong>Could not load {what}.</strong> {messageOf(error)}
        <br />
        <button type="button" className="button small" onClick={onRetry}>
          Try again
        </button>
      </Callout>
    </div>
  );
}

/** The role of whoever is signed in does not reach this. `what` completes "You cannot see …". */
export function NotAllowed({ what, isAlone }: { what: string; isAlone?: boolean }) {
  return (
    <Empty title={`Your role cannot see ${what}`} icon="lock" isAlone={isAlone}>
      Ask an administrator of your shop for another role, or to do it for you.
    </Empty>
  );
}
