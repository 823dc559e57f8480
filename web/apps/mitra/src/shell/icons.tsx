const paths = {
  home: 'M3 11.2 12 4l9 7.2V20a1 1 0 0 1-1 1h-5v-6H9v6H4a1 1 0 0 1-1-1v-8.8Z',
  history: 'M12 4a8 8 0 1 1-7.6 5.5M4 4v5.5h5.5M12 8v4.5l3 1.8',
  profile: 'M12 12a4.2 4.2 0 1 0 0-8.4 4.2 4.2 0 0 0 0 8.4ZM4 21c.6-4 3.8-6 8-6s7.4 2 8 6',
  back: 'M15 5l-7 7 7 7',
  shield: 'M12 3l8 3v6c0 4.6-3.2 7.6-8 9-4.8-1.4-8-4.4-8-9V6l8-3Z',
  shieldOn: 'M12 3l8 3v6c0 4.6-3.2 7.6-8 9-4.8-1.4-8-4.4-8-9V6l8-3Zm0 5v4.5m0 3v.1',
  door: 'M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M10 12h10m0 0-3.5-3.5M20 12l-3.5 3.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3 2',
  phone:
    'M8 2.5h8A1.5 1.5 0 0 1 17.5 4v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5ZM11 18.5h2',
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
