// The clock: asked now and then, shown in between.
let clock
const show = (state) => { clock = { ...state, seen: performance.now() }; tick() }
function tick() {
  if (!clock) return
  const speed = clock.mode === 'frozen' ? 0 : clock.speed
  const now = new Date(Date.parse(clock.now) + (performance.now() - clock.seen) * speed)
  $('now').textContent = now.toLocaleString('en-GB', { hour12: false })
  const ahead = clock.ahead_seconds
  $('mode').textContent = clock.mode === 'frozen' ? 'stands still' : clock.mode === 'fast' ? `runs ${clock.speed} times as fast`
    : ahead ? `runs, ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead' : 'behind'}` : 'runs with the machine'
  const left = clock.next_deadline ? Math.max(0, Math.round((Date.parse(clock.next_deadline) - now) / 1000)) : null
  $('deadline').textContent = left === null ? 'Nothing is due.' : `Something happens by itself in ${left} s.`
}
setInterval(tick, 500)
for (const button of document.querySelectorAll('[data-clock]'))
  button.onclick = attempt(async () => {
    const { clock: what, seconds, speed } = button.dataset
    show(await call(`clock/${what}`, 'POST', { seconds: Number(seconds) || undefined, speed: Number(speed) || undefined }))
  })

// The inbox: one question after the other that waits until something comes.
let newest = 0
const items = []
function list() {
  const to = $('to').value.trim()
  const shown = items.filter((item) => (!to || item.to.includes(to)) && (item.code || !$('codes').checked)).slice(-100).reverse()
  $('empty').hidden = shown.length > 0
  $('inbox').replaceChildren(...shown.map((item) => {
    const row = element('li', '')
    const text = element('div', '', { className: 'grow' })
    text.append(element('strong', item.to), element('div', `${item.kind} · ${new Date(item.at).toLocaleTimeString('en-GB')}`, { className: 'muted' }))
    row.append(text)
    if (item.code) {
      row.append(element('code', item.code))
      if (navigator.clipboard) row.append(element('button', 'Copy', { onclick: () => navigator.clipboard.writeText(item.code) }))
    }
    if (item.payload) row.append(element('pre', JSON.stringify(item.payload, null, 1).replaceAll(/\s*\n\s*/g, ' ')))
    return row
  }))
}
$('to').oninput = list
$('codes').onchange = list
async function listen() {
  for (;;) {
    try {
      const answer = await call(`inbox?after=${newest}&wait=30s`)
      for (const item of answer.items) { items.push(item); newest = item.number }
      if (answer.items.length) list()
      trouble('')
    } catch {
      trouble('The server is not there.')
      newest = 0; items.length = 0
      await new Promise((again) => setTimeout(again, 1500))
    }
  }
}

// People.
async function people() {
  const { items } = await call('bots')
  $('bots').replaceChildren(...items.map((bot) => {
    const row = element('li', '')
    row.append(element('span', `${bot.name} · ${bot.role}`, { className: 'grow' }),
      element('button', 'Send home', { onclick: attempt(async () => { await call(`bots/${bot.id}`, 'DELETE'); await people() }) }))
    return row
  }))
}
$('mitra-bot').onsubmit = attempt(async (event) => {
  const form = new FormData(event.target)
  await call('bots/mitras', 'POST', {
    requests: form.get('requests'), extensions: form.get('extensions'), after_seconds: Number(form.get('after_seconds')),
    flips: form.has('flips'), drops: form.has('drops'), ...(form.has('silent') ? { messages: 1 } : {}),
  })
  await people()
})
$('customer-bot').onsubmit = attempt(async (event) => {
  const form = new FormData(event.target)
  await call('bots/customers', 'POST', {
    topic_sensitivity: form.get('topic_sensitivity'), messages: Number(form.get('messages')),
    extends: form.has('extends'), leaves: form.has('leaves'), returns: form.has('returns'),
  })
  await people()
})

parts.desk = attempt(async () => { show(await call('clock')); await people() })
