// Google and Apple.
$('identity').onsubmit = attempt(async (event) => {
  const signed = await call('id-token', 'POST', filled(event.target))
  $('identity-token').hidden = false
  $('identity-sub').textContent = `sub ${signed.sub}`
  $('identity-text').textContent = signed.id_token
})
$('identity-copy').onclick = (event) => copy($('identity-text').textContent, event.target)
parts.identity = () => {}
