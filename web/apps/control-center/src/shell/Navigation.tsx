import { Link, useLocation } from 'wouter-preact'
import { Icon } from '../icons'
import { allowed, routes } from '../routes'
import { words } from '../words'

/** The pages that one may see. */
export function Navigation({ onGo }: { onGo?: () => void }) {
  const [path] = useLocation()
  const t = words.t.shell
  return (
    <nav aria-label={t.main}>
      <ul class="grid gap-0.5">
        {routes.map(
          ({ nav, ...route }) =>
            nav &&
            allowed(route) && (
              <li key={route.path}>
                <Link
                  href={route.path}
                  {...(onGo ? { onClick: onGo } : {})}
                  aria-current={path === route.path || path.startsWith(`${route.path}/`) ? 'page' : undefined}
                  class="flex min-h-11 items-center gap-3 rounded-xl px-3 text-muted transition-colors hover:bg-bg hover:text-fg aria-[current=page]:bg-brand-soft aria-[current=page]:font-medium aria-[current=page]:text-brand"
                >
                  <Icon name={nav.icon} />
                  {t.nav[nav.label]}
                </Link>
              </li>
            ),
        )}
      </ul>
    </nav>
  )
}
