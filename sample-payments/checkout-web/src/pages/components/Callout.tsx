import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import type { Tone } from './tone.ts';

const ICONS: Record<Tone, IconName> = { good: 'done', warn: 'alert', bad: 'alert', note: 'info', idle: 'info' };

/** Something to notice. `live` ones are read out when they appear. */
export function Callout({ tone, live = false, children }: { tone: Tone; live?: boolean; children: ReactNode }) {
  return (
    <div className={`callout ${tone}`} role={live ? 'alert' : undefined}>
      <Icon name={ICONS[tone]} />
      <div>{children}</div>
    </div>
  );
}
