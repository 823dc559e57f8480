import { lazyPage } from '@curhat/ui'
import type { ComponentType } from 'preact'
import type { IconName } from './icons'
import { can } from './session'
import type { NavLabel } from './words'

/** A page of the control center. */
export interface RouteEntry {
  path: string
  page: ComponentType
  /** Without it the page can't be seen, and is not offered. */
  permission?: string
  /** Stands in the navigation. */
  nav?: { label: NavLabel; icon: IconName }
}

export const routes: readonly RouteEntry[] = [
  {
    path: '/dashboard',
    page: lazyPage(() => import('./pages/dashboard')),
    permission: 'dashboard:read',
    nav: { label: 'dashboard', icon: 'dashboard' },
  },
  {
    path: '/sessions',
    page: lazyPage(() => import('./pages/sessions')),
    permission: 'sessions:read',
    nav: { label: 'sessions', icon: 'sessions' },
  },
  { path: '/sessions/:id', page: lazyPage(() => import('./pages/session-detail')), permission: 'sessions:read' },
  {
    path: '/mitras',
    page: lazyPage(() => import('./pages/mitras')),
    permission: 'mitras:read',
    nav: { label: 'mitras', icon: 'mitras' },
  },
  {
    path: '/mitra-activity',
    page: lazyPage(() => import('./pages/mitra-activity')),
    permission: 'mitra_activity:read',
    nav: { label: 'activity', icon: 'activity' },
  },
  {
    path: '/mitra-activity/:id',
    page: lazyPage(() => import('./pages/mitra-activity-detail')),
    permission: 'mitra_activity:read',
  },
  {
    path: '/customers',
    page: lazyPage(() => import('./pages/customers')),
    permission: 'customers:read',
    nav: { label: 'customers', icon: 'customers' },
  },
  { path: '/customers/:id', page: lazyPage(() => import('./pages/customer-detail')), permission: 'customers:read' },
  {
    path: '/users',
    page: lazyPage(() => import('./pages/users')),
    permission: 'control_center_users:read',
    nav: { label: 'users', icon: 'users' },
  },
  {
    path: '/settings',
    page: lazyPage(() => import('./pages/settings')),
    permission: 'config:read',
    nav: { label: 'settings', icon: 'settings' },
  },
  {
    path: '/audit-log',
    page: lazyPage(() => import('./pages/audit-log')),
    permission: 'audit_log:read',
    nav: { label: 'audit', icon: 'audit' },
  },
  { path: '/account', page: lazyPage(() => import('./pages/account')) },
]

export const allowed = (route: RouteEntry) => !route.permission || can(route.permission)
/** Where one begins: the first page that one may see. */
export const home = () => routes.find(allowed)?.path ?? '/account'
