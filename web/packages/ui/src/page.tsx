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
export function lazyPage<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> {
  // By its address, which another version has not: where another part is there, this one may still be gone.
  const reloaded = RELOADED + load
  const anew = () =>
    lazy(async () => {
      try {
        return await load()
      } catch (error) {
        // Where nothing outlasts the page it would reload for ever.
        if (!device.kept(reloaded, 'session') && navigator.onLine && device.keep(reloaded, '1', 'session'))
          location.reload()
        // `lazy` keeps a failure for ever: once it has been told, whoever tries again asks again.
        setTimeout(() => {
          Part = anew()
        })
        throw error
      }
    }) as ComponentType<P>
  let Part = anew()
  return (props: P) => <Part {...props} />
}

interface Props {
  /** A change of it, as after a navigation, tries again as `again` does. */
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
