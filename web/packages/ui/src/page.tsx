import { device } from '@curhat/api'
import { Component, type ComponentChildren, type ComponentType } from 'preact'
import { lazy } from 'preact/compat'

/** After a navigation the new page's heading has the focus, so that screen readers say where one is. */
export function focusHeading(title: string) {
  document.title = title
  document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
}

const RELOADED = 'curhat-reloaded'

/** A page loaded when it is visited. A part that is gone after an update of the server: load the new app, once. */
export const lazyPage = <P extends object>(load: () => Promise<{ default: ComponentType<P> }>) =>
  lazy(async () => {
    try {
      const page = await load()
      device.drop(RELOADED, 'session')
      return page
    } catch (error) {
      // Where nothing outlasts the page it would reload for ever.
      if (!device.kept(RELOADED, 'session') && navigator.onLine && device.keep(RELOADED, '1', 'session'))
        location.reload()
      throw error
    }
  })

interface Props {
  /** A change of it, as after a navigation, tries again. */
  at: string
  fallback: (error: Error, again: () => void) => ComponentChildren
  children: ComponentChildren
}

/** One broken page does not take the app with it. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state = { error: null as Error | null }
  static override getDerivedStateFromError(error: Error) {
    return { error }
  }
  override componentDidUpdate(before: Props) {
    if (before.at !== this.props.at && this.state.error) this.setState({ error: null })
  }
  override render() {
    const { error } = this.state
    return error ? this.props.fallback(error, () => this.setState({ error: null })) : this.props.children
  }
}
