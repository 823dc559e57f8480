// Some registries carry no packages for other platforms; npm then leaves these out of the lock file, and `npm ci` refuses it.
// Adds them back by name, version, os and cpu. npm skips an optional package of another platform.
import fs from 'node:fs'

const file = 'package-lock.json'
const lock = JSON.parse(fs.readFileSync(file, 'utf8'))
const parent = (place) => place.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')

/** The entry that node would find for `name` from `place`. */
function resolve(place, name) {
  for (let at = place; ; at = parent(at)) {
    const entry = lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]
    if (entry || !at) return entry
    if (!at.includes('node_modules')) return lock.packages[`node_modules/${name}`]
  }
}

const platform = /android|darwin|win32|freebsd|openbsd|netbsd|sunos|aix|openharmony|linux/
const processor = /arm64|x64|ia32|arm|riscv64|ppc64|s390x|loong64|mips64el|wasm32/
let added = 0
for (const [place, entry] of Object.entries(lock.packages))
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const found = resolve(place, name)
    if (found && (!/^\d/.test(version) || found.version === version)) continue
    const os = name.match(platform)?.[0] ?? (name.includes('fsevents') ? 'darwin' : undefined)
    const cpu = name.match(processor)?.[0]
    lock.packages[found ? `${place}/node_modules/${name}` : `node_modules/${name}`] = {
      version: version.replace(/^[~^]/, ''),
      ...(os ? { os: [os] } : {}),
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(name.includes('musl') ? { libc: ['musl'] } : {}),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    }
    added++
  }
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log('added', added)
