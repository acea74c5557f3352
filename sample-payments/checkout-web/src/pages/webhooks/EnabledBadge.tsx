/** Whether an endpoint gets events. */
export function EnabledBadge({ isEnabled }: { isEnabled: boolean }) {
  return <span className={`badge ${isEnabled ? 'good' : 'idle'}`}>{isEnabled ? 'On' : 'Off'}</span>;
}
