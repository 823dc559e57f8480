const api = '/internal/dev/'
const $ = (id) => document.getElementById(id)
const element = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more })
const trouble = (text) => { $('trouble').textContent = text }

async function call(path, method = 'GET', body) {
  const response = await fetch(api + path, {
    method,
    headers: body ? { 'Content-Type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : undefined,
  })
  const answer = response.status === 204 ? null : await response.json()
  if (!response.ok) throw new Error(answer.errors?.map((e) => `${e.pointer.replace('/', '')} ${e.detail}`).join(', ') || answer.detail)
  return answer
}
const attempt = (work) => async (event) => {
  event?.preventDefault()
  try { await work(event); trouble('') } catch (error) { trouble(error.message) }
}


const short = (id) => `…${id.slice(-8)}`
const time = (at) => new Date(at).toLocaleTimeString('en-GB')
const filled = (form) => Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''))
const numbers = (values, ...names) => {
  for (const name of names) if (values[name] !== undefined) values[name] = Number(values[name])
  return values
}
function copy(text, button) {
  const done = () => { const before = button.textContent; button.textContent = 'Copied'; setTimeout(() => { button.textContent = before }, 1200) }
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, () => prompt('Copy:', text))
  else prompt('Copy:', text)
}

// The parts of the desk, by the address; each is asked for when it is looked at.
const parts = {}
const part = () => (location.hash.slice(1).split('?')[0] in parts ? location.hash.slice(1).split('?')[0] : 'desk')
function turn() {
  const shown = part()
  document.querySelector('main').dataset.view = shown
  for (const section of document.querySelectorAll('[data-part]')) section.hidden = section.dataset.part !== shown
  for (const link of document.querySelectorAll('nav a')) {
    // Without a value it would say that it is not the current one.
    link.removeAttribute('aria-current')
    if (link.hash !== `#${shown}`) continue
    link.setAttribute('aria-current', 'page')
    link.parentElement.scrollLeft = link.offsetLeft - 40
  }
  parts[shown]()
}
addEventListener('hashchange', turn)
