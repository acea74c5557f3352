export interface Change {
  text: string;
  tone: 'good' | 'bad' | 'idle';
}

/** Today against the same time yesterday, in whole per cent. */
export function changeOf(today: number, yesterday: number): Change {
  if (yesterday === 0) return { text: today === 0 ? 'as yesterday' : 'none yesterday', tone: 'idle' };
  const percent = Math.round(((today - yesterday) / yesterday) * 100);
  if (percent === 0) return { text: 'as yesterday', tone: 'idle' };
  return percent > 0 ? { text: `+${percent} %`, tone: 'good' } : { text: `−${-percent} %`, tone: 'bad' };
}
