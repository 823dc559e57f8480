import { type PublicTypes, unwrap } from '@curhat/api'
import { Badge, Button, confirm, errorSentence, Failure, relative, Skeleton, toast, useNow } from '@curhat/ui'
import { useLoad } from '../parts/useLoad'
import { api } from '../session'
import { words } from '../words'
import { deviceName } from './deviceName'

type Device = PublicTypes['schemas']['AuthSession']

const nameOf = (device: Device) => deviceName(device.device_info.last_user_agent || device.device_info.user_agent)

function Row({ device, gone }: { device: Device; gone: () => void }) {
  const t = words.t.profile
  const name = nameOf(device) ?? t.unknownDevice

  async function signOut() {
    const question = {
      title: t.signOutDeviceTitle(name),
      text: t.signOutDeviceText,
      yes: t.signOutDevice,
      no: t.cancel,
    }
    if (!(await confirm({ ...question, danger: true }))) return
    try {
      await unwrap(api.DELETE('/api/shared/auth/sessions/{id}', { params: { path: { id: device.id } } }))
      toast(t.deviceGone)
      gone()
    } catch (error) {
      toast(errorSentence(error), 'bad')
    }
  }

  return (
    <li class="flex min-h-16 flex-wrap items-center gap-x-4 gap-y-1 py-3">
      <div class="min-w-0 grow">
        <p class="truncate font-medium">{name}</p>
        <p class="text-sm text-muted">{t.lastUsed(relative(device.last_used_at))}</p>
      </div>
      {device.is_current ? (
        <Badge tone="good">{t.current}</Badge>
      ) : (
        <Button look="quiet" onClick={signOut} aria-label={`${t.signOutDevice} ${name}`}>
          {t.signOutDevice}
        </Button>
      )}
    </li>
  )
}

/** Where one is signed in. */
export function Devices() {
  const t = words.t.profile
  const devices = useLoad(() =>
    unwrap(api.GET('/api/shared/auth/sessions', { params: { query: { limit: '50' } } })).then((list) => list.items),
  )
  useNow(30_000)
  return (
    <section aria-labelledby="devices">
      <h2 id="devices" class="mb-3 font-semibold">
        {t.devices}
      </h2>
      <div class="card px-5">
        {!devices.data && devices.error ? <Failure error={devices.error} again={devices.again} /> : null}
        {!devices.data && !devices.error && devices.slow ? <Skeleton class="my-4 h-10" /> : null}
        {devices.data && (
          <ul class="divide-y divide-line">
            {devices.data.map((device) => (
              <Row key={device.id} device={device} gone={devices.again} />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
