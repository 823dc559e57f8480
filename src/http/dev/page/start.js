setInterval(() => document.visibilityState === 'visible' && parts[part()](), 2500)
turn()
listen()
let ports = {}
fetch('/dev/addresses').then((r) => r.json()).then((found) => {
  ports = found
  for (const [id, path] of [['customer', 'app'], ['mitra', 'mitra']]) $(id).href = `${location.protocol}//${location.hostname}:${ports.public_port}/${path}/`
})
