/** `Rp15.000`, as prices are written in Indonesia, whatever the language of the page. */
export const rupiah = (amount: number) =>
  `Rp${new Intl.NumberFormat('id-ID', { maximumFractionDigits: 0 }).format(amount)}`
