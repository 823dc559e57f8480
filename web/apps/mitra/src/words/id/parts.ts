export default {
  sensitive: 'Topik sensitif',
}
