import { Badge } from './Badge'
import { Button } from './Button'
import { confirm } from './confirm'
import { deviceName } from './deviceName'
import { devicesWords } from './devicesWords'
import { errorSentence } from './errors'
import { useNow } from './hooks'
import { Failure, Skeleton } from './states'
import { relative } from './time'
import { toast } from './toasts'
import { useLoad } from './useLoad'

/** One sign-in, as the server lists it. */
export interface Device {
  id: string
  is_current: boolean
  device_info: { user_agent: string; last_user_agent: string; ip: string; last_ip: string }
  last_used_at: string
}

interface Given {
  load: () => Promise<readonly Device[]>
  signOut: (id: string) => Promise<unknown>
  /** Staff also sees from where. */
  withAddress?: boolean
}

const nameOf = ({ device_info }: Device) => deviceName(device_info.last_user_agent || device_info.user_agent)

function Row({ device, gone, signOut, withAddress }: Omit<Given, 'load'> & { device: Device; gone: () => void }) {
  const t = devicesWords()
  const name = nameOf(device) ?? t.unknown
  const address = device.device_info.last_ip || device.device_info.ip

  async function end() {
    if (!(await confirm({ title: t.question(name), text: t.text, yes: t.signOut, no: t.cancel, danger: true }))) return
    try {
      await signOut(device.id)
      toast(t.gone)
      gone()
    } catch (error) {
      toast(errorSentence(error), 'bad')
    }
  }

  return (
    <li class="flex min-h-16 flex-wrap items-center gap-x-4 gap-y-1 py-3">
      <div class="min-w-0 grow">
        <p class="truncate font-medium">{name}</p>
        <p class="text-sm text-muted">
          {t.lastUsed(relative(device.last_used_at))}
          {withAddress && address ? ` · ${address}` : ''}
        </p>
      </div>
      {device.is_current ? (
        <Badge tone="good">{t.current}</Badge>
      ) : (
        <Button look="quiet" onClick={end} aria-label={`${t.signOut} ${name}`}>
          {t.signOut}
        </Button>
      )}
    </li>
  )
}

/** Where one is signed in, and a way to end it there. */
export function Devices({ load, ...given }: Given) {
  const t = devicesWords()
  const devices = useLoad(load)
  useNow(30_000)
  return (
    <section aria-labelledby="devices">
      <h2 id="devices" class="mb-3 font-semibold">
        {t.title}
      </h2>
      <div class="card px-5">
        {!devices.data && devices.error ? <Failure error={devices.error} again={devices.again} /> : null}
        {!devices.data && !devices.error && devices.slow ? <Skeleton class="my-4 h-10" /> : null}
        {devices.data && (
          <ul class="divide-y divide-line">
            {devices.data.map((device) => (
              <Row key={device.id} device={device} gone={devices.again} {...given} />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
