import { words } from '../words'

/** Stands wherever a session's topic is sensitive; nothing stands where it is not. */
export const SensitiveBadge = () => (
  <span class="inline-flex items-center gap-1 rounded-full bg-sensitive-soft px-2.5 py-0.5 text-sm font-medium whitespace-nowrap text-sensitive">
    <svg aria-hidden="true" viewBox="0 0 16 16" class="size-3.5 fill-current">
      <path d="M8 1.2 14.5 4v4c0 3.6-2.6 6-6.5 7C4.1 14 1.5 11.6 1.5 8V4L8 1.2Zm0 1.7L3 5v3c0 2.7 1.9 4.5 5 5.4 3.1-.9 5-2.7 5-5.4V5L8 2.9Zm-.75 2.6h1.5v3.6h-1.5V5.5Zm0 4.7h1.5v1.5h-1.5v-1.5Z" />
    </svg>
    {words.t.parts.sensitive}
  </span>
)
