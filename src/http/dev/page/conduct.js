// How clients behave.
async function judge() {
  const { items } = await call('conduct')
  $('no-conduct').hidden = items.length > 0
  $('clear-conduct').hidden = items.length === 0
  $('conduct').replaceChildren(...items.map((user) => {
    const block = element('div', '')
    const title = element('h3', '')
    title.append(element('button', user.user_id, { className: 'plain', title: 'Show what they did', onclick: () => { filter.reset(); narrow('user', user.user_id); location.hash = 'timeline' } }))
    const list = element('ul', '')
    list.append(...user.faults.map((fault) => {
      const row = element('li', '')
      const text = element('div', '', { className: 'grow' })
      text.append(element('strong', `${fault.kind.replaceAll('_', ' ')} · ${fault.count} ×`), element('div', fault.advice, { className: 'muted' }))
      row.append(text, element('small', time(fault.last_at), { className: 'muted' }))
      return row
    }))
    block.append(title, list)
    return block
  }))
}
$('clear-conduct').onclick = attempt(async () => { await call('conduct', 'DELETE'); await judge() })
parts.conduct = attempt(judge)
