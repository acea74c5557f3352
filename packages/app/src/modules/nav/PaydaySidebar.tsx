import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import {
  NavContentBlueprint,
  type NavContentComponentProps,
} from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import {
  RiMenuLine,
  RiNotification2Line,
  RiSearchLine,
} from '@remixicon/react';
import { SidebarLogo } from './SidebarLogo';

/** Pages in the order of a working day; what plugins add later follows by title. */
const mainPages = [
  'page:home',
  'page:catalog',
  'page:scaffolder',
  'page:techdocs',
  'page:api-docs',
];

function PaydaySidebar({ navItems }: NavContentComponentProps) {
  const nav = navItems.withComponent(({ icon, href, title }) => (
    <SidebarItem icon={() => icon} to={href} text={title} />
  ));
  const main = mainPages.map(id => nav.take(id));
  const platform = nav.take('page:platform');
  const access = nav.take('page:access');
  const settings = nav.take('page:user-settings');
  // Reached by other ways: the search box, the bell, and an entity's graph.
  ['page:search', 'page:notifications', 'page:catalog-graph'].forEach(id =>
    nav.take(id),
  );
  const others = nav.rest({ sortBy: 'title' });

  return (
    <Sidebar>
      <SidebarLogo />
      <SidebarGroup label="Search" icon={<RiSearchLine />} to="/search">
        <SidebarSearchModal />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup label="Menu" icon={<RiMenuLine />}>
        {main}
        {others.length > 0 && (
          <SidebarScrollWrapper>{others}</SidebarScrollWrapper>
        )}
        <SidebarDivider />
        {platform}
        {access}
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <SidebarGroup
        label="Notifications"
        icon={<RiNotification2Line />}
        to="/notifications"
      >
        <NotificationsSidebarItem />
      </SidebarGroup>
      <SidebarGroup
        label="Settings"
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        {settings}
      </SidebarGroup>
    </Sidebar>
  );
}

/** The navigation of the whole app. */
export const paydayNavContent = NavContentBlueprint.make({
  params: { component: PaydaySidebar },
});
