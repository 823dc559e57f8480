export default function Transcript(_: { id: string }) {
  return null
}
