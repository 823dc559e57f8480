import { errorSentence, lang, setLang, setTheme, theme, toast } from '@curhat/ui'
import { useEffect, useRef } from 'preact/hooks'
import { Link, useLocation } from 'wouter-preact'
import { Icon } from '../icons'
import { mayLeave } from '../leaving'
import { me, signOut } from '../session'
import { words } from '../words'

/** Who is signed in, as what. */
export function Person() {
  const name = me.value?.name ?? ''
  const role = me.value?.role ?? ''
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase() ?? '')
    .join('')
  return (
    <span class="flex min-w-0 items-center gap-3 text-left">
      <span
        aria-hidden="true"
        class="grid size-9 shrink-0 place-items-center rounded-full bg-brand-soft text-sm font-semibold text-brand"
      >
        {initials}
      </span>
      <span class="grid min-w-0 leading-tight">
        <span class="truncate font-medium">{name}</span>
        <span class="truncate text-sm text-muted">{words.t.shell.roles[role] ?? role}</span>
      </span>
    </span>
  )
}

interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  choices: Record<Value, string>
  onChoose: (value: Value) => void
}

function Choice<Value extends string>({ label, value, choices, onChoose }: ChoiceProps<Value>) {
  return (
    <fieldset>
      <legend class="mb-1 text-sm text-muted">{label}</legend>
      <div class="flex gap-1 rounded-xl bg-bg p-1">
        {(Object.keys(choices) as Value[]).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === value}
            class="min-h-11 grow rounded-lg px-2 text-sm text-muted hover:text-fg aria-pressed:bg-raised aria-pressed:font-medium aria-pressed:text-fg aria-pressed:shadow-sm"
            onClick={() => onChoose(each)}
          >
            {choices[each]}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

/** How it looks and speaks, on this device. */
export function Preferences() {
  const t = words.t.shell
  return (
    <>
      <Choice label={t.theme} value={theme.value} choices={t.themes} onChoose={setTheme} />
      <Choice label={t.language} value={lang.value} choices={t.languages} onChoose={setLang} />
    </>
  )
}

async function leave() {
  if (await mayLeave()) await signOut().catch((error) => toast(errorSentence(error), 'bad'))
}

/** To one's own account, and out. */
export function AccountLinks({ onGo }: { onGo?: () => void }) {
  const t = words.t.shell
  const look = 'flex min-h-11 w-full items-center gap-3 rounded-xl px-3 text-left hover:bg-bg'
  return (
    <div class="grid gap-0.5">
      <Link href="/account" {...(onGo ? { onClick: onGo } : {})} class={look}>
        <Icon name="account" />
        {t.account}
      </Link>
      <button type="button" class={look} onClick={leave}>
        <Icon name="out" />
        {t.signOut}
      </button>
    </div>
  )
}

/** The menu at the foot of the sidebar. */
export function Account() {
  const menu = useRef<HTMLDivElement>(null)
  const [path] = useLocation()
  const close = () => menu.current?.hidePopover?.()
  // biome-ignore lint/correctness/useExhaustiveDependencies: it closes when the page changes
  useEffect(close, [path])
  return (
    <div class="border-t border-line p-3">
      <button
        type="button"
        popovertarget="account-menu"
        class="flex w-full min-w-0 items-center justify-between gap-2 rounded-xl p-2 hover:bg-bg"
      >
        <span class="sr-only">{words.t.shell.user}:</span>
        <Person />
        <Icon name="up" class="size-4 text-muted" />
      </button>
      <div
        ref={menu}
        id="account-menu"
        popover="auto"
        class="fixed inset-auto bottom-20 left-3 m-0 w-72 gap-3 rounded-2xl border border-line bg-raised p-3 text-fg shadow-xl open:grid"
      >
        <Preferences />
        <AccountLinks onGo={close} />
      </div>
    </div>
  )
}
