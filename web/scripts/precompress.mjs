// Puts a `.br` and a `.gz` beside each built file that gets smaller by it; the server sends the one a browser takes.
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'

const worthwhile = /\.(js|css|html|svg|json|webmanifest|map)$/
for (const app of fs.readdirSync('apps')) {
  const dist = path.join('apps', app, 'dist')
  if (!fs.existsSync(dist)) continue
  for (const entry of fs.readdirSync(dist, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !worthwhile.test(entry.name)) continue
    const file = path.join(entry.parentPath ?? entry.path, entry.name)
    const bytes = fs.readFileSync(file)
    if (bytes.length < 1024) continue
    fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(bytes))
    fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }))
  }
}
