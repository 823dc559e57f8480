// What an installed app does while it is closed: shows that something has happened, and opens where. A notice holds ids
// only, so the words are ours. Loaded by the generated service worker; plain JavaScript, since nothing builds it.

const app = new URL(self.registration.scope).pathname

const words = {
  id: {
    chat_request: ['Ada yang mau curhat', 'Buka untuk menerima.'],
    chat_request_sensitive: ['Ada yang mau curhat', 'Topik sensitif. Buka untuk menerima.'],
    chat_request_late: ['Ada permintaan yang terlewat', 'Seseorang sempat mencari teman cerita.'],
    request_expired: ['Belum ada bestie yang bisa', 'Kamu tidak dikenai biaya. Coba lagi sebentar lagi, ya.'],
    session_started: ['Bestie siap mendengarkan', 'Buka untuk mulai bercerita.'],
    session_expiring: ['Waktu sesi hampir habis', 'Buka untuk melanjutkan.'],
    extension_requested: ['Minta tambahan waktu', 'Buka untuk menjawab.'],
    extension_resolved: ['Ada jawaban soal tambahan waktu', 'Buka untuk melihatnya.'],
    session_closing: ['Waktunya berpamitan', 'Masih ada beberapa menit untuk kata terakhir.'],
    session_completed: ['Sesi selesai', 'Riwayatnya bisa dibaca kapan saja.'],
    message: ['Pesan baru', 'Buka untuk membaca.'],
  },
  en: {
    chat_request: ['Someone wants to talk', 'Open to accept.'],
    chat_request_sensitive: ['Someone wants to talk', 'A sensitive topic. Open to accept.'],
    chat_request_late: ['A request was missed', 'Someone was looking for a listener.'],
    request_expired: ['No bestie is free right now', 'You pay nothing. Try again in a moment.'],
    session_started: ['Your bestie is listening', 'Open to begin.'],
    session_expiring: ['The time is nearly up', 'Open to go on.'],
    extension_requested: ['More time is asked for', 'Open to answer.'],
    extension_resolved: ['An answer about more time', 'Open to see it.'],
    session_closing: ['Time to say goodbye', 'A few minutes are left for last words.'],
    session_completed: ['The session is over', 'It can be read again at any time.'],
    message: ['New message', 'Open to read it.'],
  },
}

/** The language that was chosen in the app, which a service worker cannot look up where the app keeps it. */
async function chosen() {
  const answer = await caches.match(`${app}chosen-language`).catch(() => undefined)
  return words[(await answer?.text()) ?? 'id'] ?? words.id
}

function kindOf(notice) {
  if (notice.type !== 'chat_request') return notice.type
  if (Date.parse(notice.expires_at) <= Date.now()) return 'chat_request_late'
  return notice.topic_sensitivity === 'sensitive' ? 'chat_request_sensitive' : 'chat_request'
}

async function show(notice) {
  const t = await chosen()
  const [title, body] = t[kindOf(notice)] ?? t.message
  await self.registration.showNotification(title, {
    body,
    icon: `${app}icon-192.png`,
    badge: `${app}icon-192.png`,
    lang: t === words.en ? 'en' : 'id',
    // The next of a kind takes the place of the one before.
    tag: `${notice.session_id}-${notice.type}`,
    renotify: notice.type === 'message',
    data: { path: notice.type === 'chat_request' ? `${app}home` : `${app}chat/${notice.session_id}` },
  })
}

self.addEventListener('push', (event) => {
  const notice = event.data?.json() ?? {}
  event.waitUntil(show(notice))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { path } = event.notification.data
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then(async (windows) => {
      const open = windows.find((each) => new URL(each.url).pathname.startsWith(app))
      if (!open) return await self.clients.openWindow(path)
      open.postMessage({ type: 'open', path })
      return await open.focus()
    }),
  )
})
