const shapes = {
  dashboard: 'M4 13h6V4H4zm10 7h6v-9h-6zM4 20h6v-4H4zM14 4v4h6V4z',
  sessions: 'M4 5h16v11H9l-5 4zM8 9h8M8 12h5',
  activity: 'M3 12h4l3-8 4 16 3-8h4',
  mitras: 'M12 20s-7-4.4-7-10a4 4 0 0 1 7-2.6A4 4 0 0 1 19 10c0 5.6-7 10-7 10z',
  customers:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zm-6 9c0-3.3 2.7-6 6-6s6 2.7 6 6M16 4.5a3.5 3.5 0 0 1 0 6M18 14.5c1.8.9 3 3 3 5.5',
  users: 'M12 3l7 3v5c0 4.5-3 8-7 10-4-2-7-5.5-7-10V6zM9 12l2 2 4-4',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M16 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  audit: 'M7 4h10v16H7zM10 8h4M10 12h4M10 16h2',
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-7 8c0-3.9 3.1-6 7-6s7 2.1 7 6',
  inbox: 'M4 13l2.5-8h11L20 13v6H4zM4 13h5l1 2.5h4L15 13h5',
  money: 'M3 7h18v10H3zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM6.5 12h.01M17.5 12h.01',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zm5-2l4 4',
  download: 'M12 4v11m0 0l-4-4m4 4l4-4M5 20h14',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  out: 'M10 5H5v14h5M14 8l4 4-4 4M18 12H9',
  flag: 'M6 21V4h11l-2 4 2 4H6',
  edit: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  up: 'M12 19V5m0 0l-5 5m5-5l5 5',
  down: 'M12 5v14m0 0l-5-5m5 5l5-5',
}
export type IconName = keyof typeof shapes

/** A drawn sign beside words; it says nothing itself. */
export const Icon = ({ name, class: more = 'size-5' }: { name: IconName; class?: string }) => (
  <svg
    aria-hidden="true"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    class={`shrink-0 ${more}`}
  >
    <path d={shapes[name]} />
  </svg>
)
