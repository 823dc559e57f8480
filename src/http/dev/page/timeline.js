// The timeline: what is new since the last look is put on top.
let seen = 0
let asked = ''
const lines = $('timeline')
const filter = $('timeline-filter')
const most = 300
function narrow(name, value) {
  filter.elements[name].value = value
  follow()
}
// With a variable for each secret, to be set in the shell.
function curl({ detail }) {
  const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`
  const port = detail.port === 'public' ? ports.public_port : location.port
  const url = `${location.protocol}//${location.hostname}:${port}${detail.url}`
  const words = ['curl', '-i', '-X', detail.method, quote(url)]
  if (detail.signed_in) words.push('-H', '"Authorization: Bearer $TOKEN"')
  if (detail.idempotency_key) words.push('-H', '"Idempotency-Key: $(uuidgen)"')
  if (detail.body) words.push('-H', quote('Content-Type: application/json'), '-d', `"${JSON.stringify(detail.body).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)
  return words.join(' ')
}
function line(entry) {
  const row = element('details', '')
  const head = element('summary', '')
  const failed = entry.status >= 400 && entry.kind === 'http' || entry.name === 'error'
  const end = [entry.status, entry.code, entry.ms !== null && `${entry.ms} ms`].filter(Boolean).join(' · ')
  const about = entry.kind === 'http' ? '' : [entry.detail?.seq && `#${entry.detail.seq}`, entry.detail?.up_to_seq && `up to #${entry.detail.up_to_seq}`, entry.user && short(entry.user)].filter(Boolean).join(' ')
  head.append(element('small', time(entry.at), { className: 'muted' }), element('small', entry.kind.replace('_', ' '), { className: 'muted' }),
    element('b', `${entry.name} ${about}`), element('small', end, { className: failed ? 'bad' : 'muted' }))
  row.append(head)
  row.addEventListener('toggle', () => {
    if (!row.open || row.children.length > 1) return
    const more = element('div', '', { className: 'more' })
    for (const [name, text] of [['user', entry.user], ['session', entry.session], ['request_id', entry.request_id]]) {
      if (text) more.append(element('button', `${name.replace('_id', '')} ${text}`, { className: 'plain', onclick: () => narrow(name, text) }))
    }
    if (entry.detail) more.append(element('pre', JSON.stringify(entry.detail, null, 2)))
    if (entry.kind === 'http') {
      const button = element('button', 'Copy as curl')
      button.onclick = () => copy(curl(entry), button)
      const place = element('div', '')
      place.append(button)
      more.append(place)
    }
    row.append(more)
  })
  return row
}
async function follow() {
  const wanted = new URLSearchParams(filled(filter)).toString()
  if (wanted !== asked) {
    asked = wanted
    seen = 0
    lines.replaceChildren()
  }
  const { items } = await call(`timeline?${wanted}&after=${seen}&limit=${most}`)
  if (wanted !== asked) return
  for (const entry of items) if (entry.number > seen) { lines.prepend(line(entry)); seen = entry.number }
  while (lines.children.length > most) lines.lastChild.remove()
  $('timeline-empty').hidden = lines.children.length > 0
}
parts.timeline = attempt(follow)
filter.onchange = parts.timeline
filter.onsubmit = parts.timeline
filter.onreset = () => setTimeout(parts.timeline)
