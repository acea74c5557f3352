import { useState } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router';
import { Icon, type IconName } from '../components/Icon.tsx';
import { useSession } from '../session/useSession.ts';
import { Account } from './Account.tsx';
import { BrandMark } from './BrandMark.tsx';

const PAGES: readonly (readonly [path: string, label: string, icon: IconName])[] = [
  ['/', 'Home', 'home'],
  ['/payments', 'Payments', 'payments'],
  ['/webhooks', 'Webhooks', 'webhooks'],
  ['/api-keys', 'API keys', 'key'],
];

/** What surrounds every page of the dashboard. */
export function DashboardLayout() {
  const { merchant, live } = useSession();
  const { pathname } = useLocation();
  const [openAt, setOpenAt] = useState<string>();
  // A menu that was opened on one page is closed on the next.
  const isOpen = openAt === pathname;
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="sidebar">
        <div className="sidebar-top">
          <div className="brand">
            <BrandMark />
            <span>
              {merchant.name}
              <span className="brand-where">{live ? 'Live' : 'Test mode'}</span>
            </span>
          </div>
          <button
            type="button"
            className="button menu-button"
            aria-expanded={isOpen}
            aria-controls="menu"
            onClick={() => setOpenAt(isOpen ? undefined : pathname)}
          >
            <Icon name="menu" />
            Menu
          </button>
        </div>
        <div className="menu" id="menu" data-open={isOpen}>
          <nav className="nav" aria-label="Dashboard">
            <ul>
              {PAGES.map(([path, label, icon]) => (
                <li key={path}>
                  <NavLink to={path} end={path === '/'}>
                    <Icon name={icon} />
                    {label}
                  </NavLink>
                </li>
              ))}
            </ul>
          </nav>
          <Account />
        </div>
      </header>
      <div className="content">
        {!live && (
          <aside className="test-banner" aria-label="Mode">
            <strong>Test mode</strong>
            <span>No money moves. Use test tokens only.</span>
          </aside>
        )}
        <main id="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}
