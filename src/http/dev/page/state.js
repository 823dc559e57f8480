// Snapshots, scenarios, a fresh start.
const told = (text) => { $('restored').textContent = text }
async function listSnapshots() {
  const { items } = await call('snapshots')
  $('no-snapshots').hidden = items.length > 0
  $('snapshots').replaceChildren(...items.map((snapshot) => {
    const row = element('li', '')
    const text = element('div', '', { className: 'grow' })
    const shows = snapshot.taken_at ? new Date(snapshot.taken_at).toLocaleString('en-GB') : 'a backup'
    text.append(element('strong', snapshot.name), element('div', `${shows} · ${Math.max(1, Math.round(snapshot.bytes / 1024))} KB`, { className: 'muted' }))
    const file = element('a', 'File', { href: `${api}snapshots/${snapshot.name}/file`, download: `${snapshot.name}.db`, style: 'min-height: 44px; display: inline-flex; align-items: center' })
    const back = element('button', 'Go back', { className: 'main', onclick: attempt(async () => {
      const { ms, sockets } = await call(`snapshots/${snapshot.name}/restore`, 'POST', {})
      told(`Back at ${snapshot.name} in ${Math.round(ms)} ms; ${sockets} sockets ended.`)
    }) })
    const remove = element('button', 'Remove', { onclick: attempt(async () => {
      if (!confirm(`Remove ${snapshot.name}?`)) return
      await call(`snapshots/${snapshot.name}`, 'DELETE')
      await listSnapshots()
    }) })
    row.append(text, file, remove, back)
    return row
  }))
}
$('snapshot').onsubmit = attempt(async (event) => {
  await call('snapshots', 'POST', filled(event.target))
  event.target.reset()
  await listSnapshots()
})
$('import').onsubmit = attempt(async (event) => {
  const file = event.target.elements.file.files[0]
  const name = file.name.replace(/\.db$/, '').replace(/[^A-Za-z0-9_.-]/g, '-').slice(0, 64)
  const response = await fetch(`${api}snapshots/${name}/file`, { method: 'PUT', headers: { 'Content-Type': 'application/octet-stream' }, body: file })
  if (!response.ok) throw new Error((await response.json()).errors?.[0]?.detail ?? 'The file was not taken.')
  event.target.reset()
  await listSnapshots()
})
$('scenario').onsubmit = attempt(async (event) => {
  const made = await call('scenarios', 'POST', filled(event.target))
  const lines = [['customer', made.customer_id, made.customer_phone], ['mitra', made.mitra_id, made.mitra_phone]].filter(([, id]) => id)
    .map(([who, id, phone]) => `${who} ${id}${phone ? `, signs in by ${phone}` : ''}`)
  const sessions = made.session_ids.length === 1 ? `session ${made.session_ids[0]}` : `${made.session_ids.length} sessions`
  $('scene').replaceChildren(...[...lines, sessions].map((text) => { const row = element('li', ''); row.append(element('span', text, { className: 'grow' })); return row }))
})
$('reset').onclick = attempt(async () => {
  if (!confirm('Everybody and every conversation goes. Clear everything?')) return
  const { sockets } = await call('reset', 'POST', {})
  told(`Cleared; ${sockets} sockets ended.`)
})
parts.state = attempt(listSnapshots)
