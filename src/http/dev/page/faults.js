// Faults.
const faultNames = Object.fromEntries([...$('fault').elements.kind.options].map((option) => [option.value, option.textContent]))
function fitFault() {
  const kind = $('fault').elements.kind.value
  for (const label of $('fault').querySelectorAll('[data-for]')) label.hidden = !label.dataset.for.split(' ').includes(kind)
}
$('fault').elements.kind.onchange = fitFault
fitFault()
async function listFaults() {
  const { items } = await call('faults')
  $('no-faults').hidden = items.length > 0
  $('clear-faults').hidden = items.length === 0
  $('faults').replaceChildren(...items.map((fault) => {
    const row = element('li', '')
    const text = element('div', '', { className: 'grow' })
    const more = [fault.milliseconds && `by ${fault.milliseconds} ms`, fault.requests_left && `for ${fault.requests_left} more requests`,
      fault.until && `until ${time(fault.until)}`].filter(Boolean).join(', ')
    text.append(element('strong', faultNames[fault.kind]), element('div', [fault.user ?? 'everyone', more].filter(Boolean).join(' · '), { className: 'muted' }))
    row.append(text, element('button', 'Clear', { onclick: attempt(async () => { await call(`faults/${fault.number}`, 'DELETE'); await listFaults() }) }))
    return row
  }))
}
$('fault').onsubmit = attempt(async (event) => {
  const values = numbers(filled(event.target), 'milliseconds', 'requests', 'seconds')
  for (const label of event.target.querySelectorAll('[data-for]')) if (label.hidden) delete values[label.querySelector('input').name]
  await call('faults', 'POST', values)
  await listFaults()
})
$('cut').onsubmit = attempt(async (event) => {
  const { sockets } = await call('faults/cut', 'POST', numbers(filled(event.target), 'close_code'))
  const button = event.target.querySelector('button')
  button.textContent = `${sockets} cut`
  setTimeout(() => { button.textContent = 'Cut' }, 1500)
})
$('clear-faults').onclick = attempt(async () => { await call('faults', 'DELETE'); await listFaults() })
parts.faults = attempt(listFaults)
