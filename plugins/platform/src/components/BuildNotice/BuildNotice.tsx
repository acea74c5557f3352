import { Alert, ButtonLink } from '@backstage/ui';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useNow, usePlatform } from '@payday/plugin-payday-react';
import { rootRouteRef } from '../../routes';
import { summarize } from '../../summarize';
import { summaryTitle, timeLeft } from '../../summaryWords';

/** Says on the home page that the platform is not all there yet. Nothing else, so nothing when it is or is unknown. */
export function BuildNotice() {
  const platform = usePlatform();
  const now = useNow(10_000);
  const pagePath = useRouteRef(rootRouteRef);
  if (platform.state !== 'ready' || platform.value.progress.state !== 'known') {
    return null;
  }
  const { components, isSupervised } = platform.value.progress;
  const summary = summarize(components, now);
  const { healthy, total, failed, underWay } = summary;
  if (healthy === total && failed.length === 0) return null;
  const goesOn = isSupervised && underWay && failed.length === 0;

  return (
    <section aria-label="Platform">
      <Alert
        status={goesOn ? 'info' : 'warning'}
        icon
        title={`${summaryTitle(summary, isSupervised)}: ${healthy} of ${total}${
          isSupervised ? timeLeft(summary) : ''
        }`}
        description={
          goesOn
            ? 'The portal can be used meanwhile. Pages that need the cluster say so while it is not there.'
            : 'Pages that need the cluster may say that it is not there. The page “Platform” says more.'
        }
        customActions={
          pagePath && (
            <ButtonLink href={pagePath()} size="small" variant="secondary">
              See how far it is
            </ButtonLink>
          )
        }
      />
    </section>
  );
}
