/** The app's sign: a bubble with a heart in it. */
export const Mark = ({ class: more }: { class: string }) => (
  <svg aria-hidden="true" viewBox="0 0 64 64" class={more}>
    <rect width="64" height="64" rx="18" class="fill-brand" />
    <path
      class="fill-on-brand"
      d="M18 15h28a6 6 0 0 1 6 6v18a6 6 0 0 1-6 6H33l-9.6 7.6A1.5 1.5 0 0 1 21 51.4V45h-3a6 6 0 0 1-6-6V21a6 6 0 0 1 6-6Z"
    />
    <path
      class="fill-brand"
      d="M32 39.5s-9.5-5.4-9.5-11.7A5.3 5.3 0 0 1 32 24.6a5.3 5.3 0 0 1 9.5 3.2c0 6.3-9.5 11.7-9.5 11.7Z"
    />
  </svg>
)
