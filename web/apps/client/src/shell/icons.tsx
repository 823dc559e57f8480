const paths = {
  home: 'M3 11.2 12 4l9 7.2V20a1 1 0 0 1-1 1h-5v-6H9v6H4a1 1 0 0 1-1-1v-8.8Z',
  history: 'M12 4a8 8 0 1 1-7.6 5.5M4 4v5.5h5.5M12 8v4.5l3 1.8',
  profile: 'M12 12a4.2 4.2 0 1 0 0-8.4 4.2 4.2 0 0 0 0 8.4ZM4 21c.6-4 3.8-6 8-6s7.4 2 8 6',
  back: 'M15 5l-7 7 7 7',
  end: 'M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M10 12h10m0 0-3.5-3.5M20 12l-3.5 3.5',
  addTime: 'M20.5 12A8.5 8.5 0 1 1 12 3.5M12 7.5V12l3 2M18.5 2.5v6M15.5 5.5h6',
  mask: 'M4 6c5-2 11-2 16 0 0 8-2 13-5.5 13-1.5 0-1.5-1.5-2.5-1.5S11 19 9.5 19C6 19 4 14 4 6Zm3.5 4.5c1-1 2.5-1 3.5 0m2.5 0c1-1 2.5-1 3.5 0',
  heart: 'M12 20s-8-4.6-8-10.2A4.3 4.3 0 0 1 12 7.5a4.3 4.3 0 0 1 8 2.3C20 15.4 12 20 12 20Z',
  tag: 'M4 4h7.5L20.5 13l-7.5 7.5L4 11.5V4Zm4 4h.1',
} as const

export type IconName = keyof typeof paths

/** A line drawing; whoever uses it says in words what it stands for. */
export const Icon = ({ name, class: more = 'size-6' }: { name: IconName; class?: string }) => (
  <svg
    aria-hidden="true"
    viewBox="0 0 24 24"
    class={`shrink-0 fill-none stroke-current ${more}`}
    stroke-width="1.8"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path d={paths[name]} />
  </svg>
)
