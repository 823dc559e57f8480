export default function Chat(_: { id: string }) {
  return null
}
