export const dashboard = {
  title: 'Dasbor',
  updated: (ago: string) => `Diperbarui ${ago}`,
  cards: {
    active: 'Sesi berlangsung',
    requests: 'Permintaan terbuka',
    mitras: 'Mitra online',
    today: 'Sesi hari ini',
    revenue: 'Pendapatan hari ini',
    customers: 'Pelanggan',
    customersNote: 'termasuk tamu',
    sensitive: 'Sesi Sensitif',
    sensitiveNote: (percent: string, part: string, all: string) =>
      `${percent} dalam 30 hari (${part} dari ${all} sesi)`,
  },
  chart: {
    title: '30 hari terakhir',
    what: 'Tampilkan',
    sessions: 'Sesi',
    revenue: 'Pendapatan',
    regular: 'Umum',
    sensitive: 'Sensitif',
    day: 'Tanggal',
    total: (sessions: string, money: string) => `${sessions} sesi, ${money}`,
    point: (sessions: string, sensitive: string, money: string) => `${sessions} sesi, ${sensitive} sensitif, ${money}`,
    alt: (what: string, least: string, most: string) =>
      `${what} per hari selama 30 hari, dari ${least} sampai ${most}.`,
    table: 'Lihat sebagai tabel',
    empty: 'Belum ada sesi dalam 30 hari terakhir',
    emptyText: 'Grafik muncul setelah sesi pertama diminta.',
  },
}
