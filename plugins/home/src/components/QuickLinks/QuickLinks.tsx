import { ButtonLink } from '@backstage/ui';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  RiAddCircleLine,
  RiArticleLine,
  RiBookOpenLine,
  RiShieldCheckLine,
} from '@remixicon/react';
import {
  accessRouteTarget,
  catalogRouteTarget,
  createRouteTarget,
  docsRouteTarget,
} from '../../routes';
import styles from './QuickLinks.module.css';

/** The four ways most visits go on. */
export function QuickLinks() {
  const links = [
    {
      label: 'Create',
      icon: <RiAddCircleLine />,
      href: useRouteRef(createRouteTarget)?.(),
    },
    {
      label: 'Catalog',
      icon: <RiBookOpenLine />,
      href: useRouteRef(catalogRouteTarget)?.(),
    },
    {
      label: 'Docs',
      icon: <RiArticleLine />,
      href: useRouteRef(docsRouteTarget)?.(),
    },
    {
      label: 'What I may do',
      icon: <RiShieldCheckLine />,
      href: useRouteRef(accessRouteTarget)?.(),
    },
  ];
  return (
    <nav aria-label="Quick links" className={styles.root}>
      {links.map(
        ({ label, icon, href }) =>
          href && (
            <ButtonLink
              key={label}
              href={href}
              iconStart={icon}
              variant="secondary"
            >
              {label}
            </ButtonLink>
          ),
      )}
    </nav>
  );
}
