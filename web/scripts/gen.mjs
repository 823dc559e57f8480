// openapi/*.json → packages/api/src/schema/*.d.ts. `--check` writes nothing and fails when a file is not current.
import fs from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'

const documents = new URL('../../openapi/', import.meta.url)
const schemas = new URL('../packages/api/src/schema/', import.meta.url)
const check = process.argv.includes('--check')
const read = (name) => JSON.parse(fs.readFileSync(new URL(name, documents), 'utf8'))

/** poem writes `application/json; charset=utf-8`, and a nullable reference as an `allOf` that would be typed `T & unknown`. */
function repair(node) {
  if (Array.isArray(node)) return node.map(repair)
  if (!node || typeof node !== 'object') return node
  const fixed = {}
  for (const [key, value] of Object.entries(node))
    fixed[key.replace(/^application\/json; charset=utf-8$/, 'application/json')] = repair(value)
  if (!Array.isArray(fixed.allOf)) return fixed
  const reference = fixed.allOf.find((part) => part.$ref)
  const others = fixed.allOf.filter((part) => !part.$ref)
  const remarks = ['nullable', 'description', 'deprecated', 'readOnly', 'writeOnly']
  if (!reference || !others.every((part) => Object.keys(part).every((key) => remarks.includes(key)))) return fixed
  const merged = Object.assign({}, ...others)
  const { nullable, ...rest } = merged
  return nullable ? { oneOf: [reference], nullable, ...rest } : { allOf: [reference], ...rest }
}

function references(node, found = new Set()) {
  if (Array.isArray(node)) for (const part of node) references(part, found)
  else if (node && typeof node === 'object') {
    if (typeof node.$ref === 'string') found.add(node.$ref.split('/').pop())
    for (const part of Object.values(node)) references(part, found)
  }
  return found
}

function closure(document, names) {
  for (let size = -1; size !== names.size; ) {
    size = names.size
    for (const name of [...names]) references(document.components.schemas[name], names)
  }
  return names
}

/** What the server writes it always writes in full: nullable members of answers are there. */
function requireNullable(document) {
  const sent = new Set()
  const received = new Set()
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path)) {
      references(operation.requestBody, sent)
      references(operation.responses, received)
    }
  closure(document, sent)
  closure(document, received)
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    if (!received.has(name) || sent.has(name) || !schema.properties) continue
    const nullable = Object.entries(schema.properties).filter(([, member]) => member.nullable)
    schema.required = [...new Set([...(schema.required ?? []), ...nullable.map(([member]) => member)])]
  }
  return document
}

/** The socket's frames as two unions, as if they were schemas of an API. */
function frames(document) {
  const { messages, schemas: shared } = document.components
  const side = (prefix) => Object.keys(messages).filter((name) => name.startsWith(prefix))
  const union = (names) => ({ oneOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })) })
  const payloads = Object.fromEntries(Object.entries(messages).map(([name, message]) => [name, message.payload]))
  return {
    openapi: '3.1.0',
    info: { title: 'frames', version: '1' },
    paths: {},
    components: {
      schemas: { ...shared, ...payloads, ClientFrame: union(side('client_')), ServerFrame: union(side('server_')) },
    },
  }
}

const inputs = {
  'public.d.ts': requireNullable(repair(read('public.json'))),
  'internal.d.ts': requireNullable(repair(read('internal.json'))),
  'frames.d.ts': frames(read('websocket.asyncapi.json')),
}
const stale = []
for (const [name, document] of Object.entries(inputs)) {
  const file = new URL(name, schemas)
  const text = `// Made by \`npm run gen\` from openapi/. Not to be edited.\n${astToString(await openapiTS(document))}`
  if (check) {
    if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) stale.push(name)
  } else {
    fs.mkdirSync(schemas, { recursive: true })
    fs.writeFileSync(file, text)
  }
}
if (stale.length) {
  console.error(`not current: ${stale.join(', ')}. Run \`npm run gen\` in web/ and commit what it writes.`)
  process.exit(1)
}
