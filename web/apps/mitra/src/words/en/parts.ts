export default {
  sensitive: 'Sensitive topic',
}
