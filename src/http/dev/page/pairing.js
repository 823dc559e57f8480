// How a request went about.
let pairingOf = ''
const whyNot = { inactive: 'not active', at_capacity: 'had as many sessions as one may', offline: 'offline', came_later: 'came when it was over', registered_later: 'registered only later' }
const after = (ms) => (ms === null ? '–' : ms < 10_000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`)
async function trace() {
  const { items } = await call('timeline?kind=event&limit=5000')
  const asked = [...new Map(items.filter((e) => e.name === 'request_offered').map((e) => [e.session, e])).values()].slice(-6).reverse()
  $('pairing-empty').hidden = asked.length > 0 || pairingOf !== ''
  $('pairing-latest').replaceChildren(...asked.map((e) => element('button', `${time(e.at)} ${short(e.session)}`, { onclick: () => { $('pairing-which').elements.id.value = e.session; pairingOf = e.session; parts.pairing() } })))
  if (!pairingOf && asked.length) pairingOf = $('pairing-which').elements.id.value = asked[0].session
  $('pairing').hidden = !pairingOf
  if (!pairingOf) return
  const found = await call(`sessions/${pairingOf}/pairing`)
  $('pairing-what').textContent = `Asked for at ${time(found.requested_at)}; now ${found.status}.`
  $('pairing-called').replaceChildren(...found.called.map((mitra) => {
    const row = element('tr', '')
    const cells = [['Mitra', mitra.name], ['Outcome', mitra.outcome], ['Called', after(mitra.called_ms)], ['Push', after(mitra.pushed_ms)],
      ['Seen', after(mitra.seen_ms)], ['Closed', after(mitra.closed_ms)], ['Had sessions', mitra.active_sessions]]
    for (const [label, text] of cells) {
      const cell = element('td', text)
      cell.dataset.label = label
      row.append(cell)
    }
    return row
  }))
  const reasons = Object.keys(whyNot).map((why) => [why, found.not_called.filter((mitra) => mitra.why === why)])
  $('pairing-others').replaceChildren(...reasons.filter(([, mitras]) => mitras.length).map(([why, mitras]) => {
    const row = element('li', '')
    row.append(element('strong', `${whyNot[why]} (${mitras.length})`), element('span', mitras.map((mitra) => mitra.name).join(', '), { className: 'grow' }))
    return row
  }))
}
parts.pairing = attempt(trace)
$('pairing-which').onsubmit = (event) => { pairingOf = event.target.elements.id.value.trim(); parts.pairing(event) }
