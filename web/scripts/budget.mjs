// Fails when an app's first load, or one of its later parts, is over its budget. Bytes as minified, before compression.
import fs from 'node:fs'

const budgets = {
  'control-center': { first: 150_000, later: 120_000, css: 40_000 },
  client: { first: 100_000, later: 80_000, css: 40_000 },
  mitra: { first: 100_000, later: 80_000, css: 40_000 },
}
let over = false
for (const [app, budget] of Object.entries(budgets)) {
  const assets = `apps/${app}/dist/assets`
  const html = fs.readFileSync(`apps/${app}/dist/index.html`, 'utf8')
  const first = new Set()
  // What a page loads at once is what it names, and what that imports without waiting.
  const follow = (file) => {
    if (first.has(file)) return
    first.add(file)
    const text = fs.readFileSync(`${assets}/${file}`, 'utf8')
    for (const [, name] of text.matchAll(/(?:import|export)[^"'`()]*?(?:from)?["'`]\.\/([^"'`]+\.js)["'`]/g))
      follow(name)
  }
  for (const [, name] of html.matchAll(/assets\/([^"]+\.js)"/g)) follow(name)
  const size = (file) => fs.statSync(`${assets}/${file}`).size
  const files = fs.readdirSync(assets)
  const sum = (names) => names.reduce((total, name) => total + size(name), 0)
  const total = sum([...first])
  const css = sum(files.filter((file) => file.endsWith('.css')))
  const big = files.filter((file) => file.endsWith('.js') && !first.has(file) && size(file) > budget.later)
  const bad = total > budget.first || css > budget.css || big.length > 0
  over ||= bad
  console.log(
    `${bad ? 'OVER' : 'ok  '} ${app}: first load ${total} of ${budget.first} B, styles ${css} of ${budget.css} B`,
    big.map((file) => `${file} ${size(file)} of ${budget.later} B`).join(', '),
  )
}
process.exit(over ? 1 : 0)
