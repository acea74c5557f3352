import {
  BreadcrumbEntry,
  useBreadcrumbEntries,
  type PageLayoutProps,
} from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { useResolvedPath } from 'react-router-dom';

/**
 * Header and content of a page, like the framework's own layout, except that the header is a region.
 * Without one, screen readers miss the title of pages whose plugin draws a `<main>` below it.
 */
export function PaydayPageLayout(props: PageLayoutProps) {
  const { title, icon, titleLink, headerActions, children } = props;
  const basePath = useResolvedPath('.').pathname.replace(/\/$/, '');
  const { items: breadcrumbs } = useBreadcrumbEntries();
  if (props.noHeader) return <>{children}</>;

  const tabs = props.tabs?.map(tab => ({
    ...tab,
    href: tab.href.startsWith('/') ? tab.href : `${basePath}/${tab.href}`,
    matchStrategy: 'prefix' as const,
  }));
  const page = (
    <>
      <div role="region" aria-label="Page header">
        <PluginHeader
          title={title}
          icon={icon}
          titleLink={titleLink}
          breadcrumbs={breadcrumbs}
          tabs={tabs}
          customActions={headerActions}
        />
      </div>
      {children}
    </>
  );
  if (!title) return page;
  return (
    <BreadcrumbEntry
      entry={{ label: title, href: titleLink ?? (basePath || '/') }}
    >
      {page}
    </BreadcrumbEntry>
  );
}
